import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChangeEvent, SendPreview } from '../generated/api';
import type { Platform } from '../platform/types';
import { call, useBackend } from './backend';
import { Live } from './live.svelte';
import { Paged } from './paged.svelte';
import { Sending } from './send.svelte';
import { attempt, toasts } from './toasts.svelte';

let emit: (event: ChangeEvent) => void;
const calls: [string, unknown][] = [];
let answer: (name: string, request: unknown) => unknown;
const flush = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  calls.length = 0;
  answer = () => ({});
  useBackend({
    call: async (name: string, request: unknown) => {
      calls.push([name, request]);
      return answer(name, request);
    },
    onChange: (listener: (event: ChangeEvent) => void) => {
      emit = listener;
      return () => {};
    },
  } as unknown as Platform);
  for (const toast of toasts.items) toasts.dismiss(toast.id);
});

describe('a live value', () => {
  it('fetches, and again after the changes that concern it', async () => {
    let n = 0;
    const live = new Live({
      load: async () => (n += 1),
      kinds: ['screening'],
      concerns: (event) => event.id !== 'other',
    });
    const stop = live.start();
    await flush();
    emit({ kind: 'screening', id: 'mine' });
    emit({ kind: 'screening', id: 'other' });
    emit({ kind: 'status', id: null });
    await flush();
    expect(live.data).toBe(2);
    stop();
    emit({ kind: 'screening', id: null });
    await flush();
    expect(n).toBe(2);
  });

  it('is new once a refresh has resolved, also when one was under way', async () => {
    let stored = 'before';
    const answers: (() => void)[] = [];
    const live = new Live({
      load: () => {
        const read = stored;
        return new Promise<string>((resolve) => answers.push(() => resolve(read)));
      },
      kinds: ['inbox'],
    });
    const stop = live.start();
    stored = 'after';
    let seen: string | null = null;
    const refreshed = live.refresh().then(() => (seen = live.data));
    answers[0]?.();
    await flush();
    expect(seen).toBeNull();
    answers[1]?.();
    await refreshed;
    expect(seen).toBe('after');
    stop();
  });

  it('answers a burst of changes with one more fetch', async () => {
    const load = vi.fn(() => flush());
    const stop = new Live({ load, kinds: ['inbox'] }).start();
    for (let i = 0; i < 50; i += 1) emit({ kind: 'inbox', id: null });
    await flush();
    await flush();
    await flush();
    expect(load).toHaveBeenCalledTimes(2);
    stop();
  });

  it('draws nothing anew that is the same as before', async () => {
    let name = 'Aiko';
    const live = new Live({ load: async () => ({ rows: [{ name }] }), kinds: ['inbox'] });
    const stop = live.start();
    await flush();
    const first = live.data;
    await live.refresh();
    expect(live.data).toBe(first);
    name = 'Bo';
    await live.refresh();
    expect(live.data).toEqual({ rows: [{ name: 'Bo' }] });
    stop();
  });

  it('keeps old data while an error is shown, and drops the error when it works again', async () => {
    let broken = false;
    const live = new Live({
      load: async () => {
        if (broken) throw { code: 'offline', message: 'No network.', details: null };
        return 'data';
      },
      kinds: ['status'],
    });
    const stop = live.start();
    await flush();
    broken = true;
    await live.refresh();
    expect([live.data, live.error?.code]).toEqual(['data', 'offline']);
    broken = false;
    await live.refresh();
    expect(live.error).toBeNull();
    stop();
  });
});

describe('a paged list', () => {
  const all = Array.from({ length: 350 }, (_, i) => ({ id: String(i) }));
  const load = async (after: string | null, limit: number) => {
    const from = after === null ? 0 : Number(after);
    return { rows: all.slice(from, from + limit), next: from + limit < all.length ? String(from + limit) : null };
  };

  it('fetches more by key and refetches what is shown after a change, at most 200 rows at a time', async () => {
    const spy = vi.fn(load);
    const list = new Paged<{ id: string }>({ load: spy, kinds: ['screening'], idOf: (row) => row.id });
    const stop = list.start();
    await flush();
    await list.reach(250);
    expect(list.rows).toHaveLength(300);
    expect(spy.mock.calls.map(([, limit]) => limit)).toEqual([100, 200]);
    spy.mockClear();
    emit({ kind: 'screening', id: null });
    await flush();
    expect(spy.mock.calls.map(([, limit]) => limit)).toEqual([200, 50]);
    stop();
  });

  it('fetches its end by key from there, keeps it through a change, and joins it once both meet', async () => {
    const backwards = vi.fn(async (after: string | null, limit: number) => {
      const to = after === null ? all.length : Number(after);
      const rows = all.slice(Math.max(0, to - limit), to).toReversed();
      return { rows, next: to > limit ? String(to - limit) : null };
    });
    const options = { load, kinds: ['screening' as const], idOf: (row: { id: string }) => row.id };
    const list = new Paged<{ id: string }>({ ...options, loadFromEnd: backwards });
    const ids = (rows: readonly { id: string }[]) => [rows[0]?.id, rows.at(-1)?.id];
    const stop = list.start();
    await flush();
    await list.reachEnd(60);
    expect([ids(list.rows), ids(list.tail.rows)]).toEqual([
      ['0', '99'],
      ['250', '349'],
    ]);
    await list.reachEnd(140);
    expect([ids(list.tail.rows), list.tail.rows.length]).toEqual([['150', '349'], 200]);
    emit({ kind: 'screening', id: null });
    await flush();
    expect([list.rows.length, list.tail.rows.length]).toEqual([100, 200]);
    expect(backwards.mock.calls.map(([after]) => after)).toEqual([null, '250', null]);
    await list.reach(160);
    expect([list.rows.map(({ id }) => id), list.tail.rows, list.next]).toEqual([all.map(({ id }) => id), [], null]);
    stop();
  });

  it('shows no row twice if rows moved between pages', async () => {
    const list = new Paged<{ id: string }>({
      load: async (after) =>
        after ? { rows: [{ id: 'b' }, { id: 'c' }], next: null } : { rows: [{ id: 'a' }, { id: 'b' }], next: '2' },
      kinds: [],
      idOf: (row) => row.id,
    });
    const stop = list.start();
    await flush();
    await list.reach(3);
    expect(list.rows.map((row) => row.id)).toEqual(['a', 'b', 'c']);
    stop();
  });
});

describe('Send screening now', () => {
  const preview = (opportunityId: string, refusal: string | null = null) =>
    ({
      person: { opportunityId, name: 'Sven' },
      assessmentId: 'basics',
      refusal,
      tags: [],
      checks: [],
    }) as unknown as SendPreview;

  it('drops answers that come too late and previews the first hit', async () => {
    let resolve: (found: unknown) => void = () => {};
    const slow = new Promise<unknown>((done) => (resolve = done));
    answer = (name, request) => {
      if (name === 'preview_send') return preview('second');
      return (request as { text: string }).text === 'sv' ? slow : { people: [{ opportunityId: 'second' }], note: null };
    };
    const sending = new Sending();
    const first = sending.find('sv');
    sending.text = 'sve';
    await sending.find('sve');
    resolve({ people: [{ opportunityId: 'first' }], note: null });
    await first;
    await flush();
    expect(sending.found?.people[0]?.opportunityId).toBe('second');
    expect(sending.ready).toBe(true);
  });

  it('does not send against a refusal', async () => {
    answer = () => preview('x', 'No e-mail address.');
    const sending = new Sending();
    await sending.choose('x');
    expect(sending.ready).toBe(false);
    expect(await sending.send()).toBeNull();
    expect(calls.some(([name]) => name === 'send_now')).toBe(false);
  });
});

describe('errors', () => {
  it('become one toast in words, however often they come', async () => {
    answer = () => {
      throw { code: 'too_late', message: 'The invitation left a moment ago.', details: null };
    };
    expect(await attempt(() => call('undo', { screeningId: 's' }))).toBe(false);
    await attempt(() => call('undo', { screeningId: 's' }));
    expect(toasts.items).toHaveLength(1);
    expect(toasts.items[0]?.detail).toContain('left a moment ago');
  });
});
