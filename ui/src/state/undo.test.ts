import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Settings, TakeBack } from '../generated/api';
import type { ReviewDraft } from '../lib/review';
import type { Platform } from '../platform/types';
import { settings } from './app.svelte';
import { call, useBackend } from './backend';
import { drafts } from './drafts.svelte';
import { inbox, leaving, letLeave } from './inbox.svelte';
import { act, settle, settles } from './screening';
import { attempt, toasts } from './toasts.svelte';
import { undoWords } from '../words/undo';
import { undo, type Undoable } from './undo.svelte';

const calls: [string, unknown][] = [];
let answer: (name: string) => unknown;
const step = (...ids: string[]): Undoable => ({
  what: { what: 'called_back', ids },
  about: null,
});
const draft = { scores: {}, comment: 'Thorough, but', score: 3 } as unknown as ReviewDraft;
const said = () => toasts.items.map((toast) => toast.text);
const tooLate = () => {
  throw { code: 'too_late', message: 'It has left.', details: null };
};

beforeEach(() => {
  calls.length = 0;
  answer = (name) => (name === 'take_back' ? { done: 1, tooLate: 0 } : {});
  useBackend({
    call: async (name: string, request: unknown) => {
      calls.push([name, request]);
      return answer(name);
    },
    onChange: () => () => {},
  } as unknown as Platform);
  for (const toast of toasts.items) toasts.dismiss(toast.id);
  undo.clear();
});

describe('Undo', () => {
  it('takes back the last thing first, says what it undid, and then that there is nothing', async () => {
    undo.did('First.', step('a'));
    undo.did('Second.', step('b'));
    await undo.last();
    await undo.last();
    expect(calls.map(([, request]) => request)).toEqual([
      { what: 'called_back', ids: ['b'] },
      { what: 'called_back', ids: ['a'] },
    ]);
    expect(said()).toContain('Undone. 1 invitation will go out after all.');
    await undo.last();
    expect(calls).toHaveLength(2);
    expect(said().at(-1)).toContain('nothing to undo');
    expect(said(), 'what was undone is said no longer').not.toContain('Second.');
  });

  it('says why when it is too late, and does not offer the same again', async () => {
    undo.did('Reviewed.', step('a'));
    answer = tooLate;
    await undo.last();
    expect(toasts.items.at(-1)?.detail, 'and of what').toContain('“Reviewed.” It has left.');
    await undo.last();
    expect(calls).toHaveLength(1);
  });

  it('takes back what is being decided while the key is pressed, once it is done, and nothing before it', async () => {
    undo.did('First.', step('a'));
    let decided = () => {};
    answer = (name) =>
      name === 'decide_waiting' ? new Promise((resolve) => (decided = () => resolve({}))) : { done: 1, tooLate: 0 };
    const deciding = attempt(() => call('decide_waiting', { invite: ['b'], dismiss: [] })).then(() =>
      undo.did('Second.', step('b')),
    );
    await Promise.resolve();
    const pressed = undo.last();
    decided();
    await deciding;
    await pressed;
    const taken = calls.filter(([name]) => name === 'take_back').map(([, request]) => request);
    expect(taken).toEqual([{ what: 'called_back', ids: ['b'] }]);
  });

  it('says how many of several could not be undone', async () => {
    undo.did('Three.', step('a', 'b', 'c'));
    answer = () => ({ done: 2, tooLate: 1 });
    await undo.last();
    expect(toasts.items.at(-1)?.text).toBe('Undone. 2 invitations will go out after all.');
    expect(toasts.items.at(-1)?.detail).toBe('1 decision could not be undone any more.');
  });

  it('knows on a later page what was done on an earlier one, whatever it was', async () => {
    undo.did('Two.', step('a', 'b'));
    undo.did('Reviewed.', { what: { what: 'reviews', ids: ['s1'] }, about: 'Aiko Tanaka', review: draft });
    const kept = JSON.stringify(undo.all());
    undo.clear();
    undo.resume(JSON.parse(kept));
    await undo.last();
    expect(calls.at(-1)).toEqual(['take_back', { what: 'reviews', ids: ['s1'] }]);
    expect(said().at(-1)).toBe('Undone. Your review of Aiko is a draft again.');
    expect(drafts.of('s1')?.comment).toBe('Thorough, but');
    expect(location.hash).toBe('#/candidates/s1');
    await undo.last();
    expect(calls.at(-1)).toEqual(['take_back', { what: 'called_back', ids: ['a', 'b'] }]);
    await undo.last();
    expect(said().at(-1)).toContain('nothing to undo');
  });

  it('does one thing once, by its button and by the key', async () => {
    undo.did('Once.', step('a'));
    const button = toasts.items.at(-1)?.button;
    button?.run();
    await undo.last();
    expect(calls).toHaveLength(1);
    expect(toasts.items.some((toast) => toast.button)).toBe(false);
  });

  it('remembers attention that can be open again, and nothing that only leads elsewhere', async () => {
    const about = { id: 'x', title: 'Aiko Tanaka', screeningId: null, opportunityId: 'o' };
    await settle(about, { id: 'open_lever' });
    await settle(about, { id: 'check_again' });
    await undo.last();
    expect(calls.some(([name]) => name === 'take_back')).toBe(false);
    await settle(about, { id: 'dismiss' });
    await undo.last();
    expect(calls.at(-1)).toEqual(['take_back', { what: 'attention', ids: ['x'] }]);
  });

  it('remembers which assessment was said for a posting or for somebody', async () => {
    const about = { id: 'x', title: 'Backend Engineer', screeningId: null, opportunityId: null };
    await settle(about, { id: 'map:basics' });
    expect(said().at(-1)).toBe('Backend Engineer has an assessment now. Whoever waited for it is invited.');
    await undo.last();
    expect(calls.at(-1)).toEqual(['take_back', { what: 'attention', ids: ['x'] }]);
    expect(said().at(-1)).toBe('Undone. Backend Engineer needs attention again.');
    await settle({ ...about, id: 'y', title: 'Aiko Tanaka' }, { id: 'use:basics' });
    expect(said().at(-1)).toBe('Aiko will be invited.');
    await undo.last();
    expect(calls.at(-1)).toEqual(['take_back', { what: 'attention', ids: ['y'] }]);
  });

  it('says what became of a question about a posting that was looked at again', async () => {
    const posting = { playbookId: 'p', postingId: 'b' };
    const about = { id: 'x', title: 'Backend Engineer', screeningId: null, opportunityId: null, posting };
    await settle(about, { id: 'check_again' });
    expect(said().at(-1)).toBe('Backend Engineer is settled. Whoever waited for it is invited.');
  });

  it('leads from a question about a posting to the playbook, and settles nothing', async () => {
    const posting = { playbookId: 'p', postingId: 'b' };
    const about = { id: 'x', title: 'Backend Engineer', screeningId: null, opportunityId: null, posting };
    expect(settles({ id: 'open_playbook' })).toBe(false);
    expect(await settle(about, { id: 'open_playbook' })).toBe(true);
    expect(location.hash).toBe('#/playbooks/p?part=assessment&posting=b');
    expect(calls).toEqual([]);
  });

  it('leads from texts that cannot be filled in to their playbook', async () => {
    const about = { id: 'x', title: 'HiPeople', screeningId: null, opportunityId: null, playbookId: 'p' };
    expect(await settle(about, { id: 'open_playbook' })).toBe(true);
    expect(location.hash).toBe('#/playbooks/p?part=tags');
    expect(await settle({ ...about, playbookId: null }, { id: 'open_playbook' })).toBe(false);
  });
});

describe('a row that was decided about', () => {
  it('leaves at once and comes back if it did not work', async () => {
    let finish: (done: boolean) => void = () => {};
    const work = letLeave('row', () => new Promise((done) => (finish = done)));
    expect(leaving.has('row')).toBe(true);
    finish(false);
    expect(await work).toBe(false);
    expect(leaving.has('row')).toBe(false);
  });

  it('stays away until the Inbox knows that it has left', async () => {
    answer = () => ({
      attention: [],
      waiting: [],
      toReview: [],
      toReviewTotal: 0,
      goingOut: [],
      goingOutTotal: 0,
      finished: [],
      finishedMore: false,
    });
    await letLeave('row', async () => true);
    expect(calls.map(([name]) => name)).toEqual(['inbox']);
    expect(inbox.data).not.toBeNull();
    expect(leaving.has('row')).toBe(false);
  });
});

it('counts nothing down to what cannot happen now', () => {
  expect(undoWords.written(9_000, 1_000, 'idle')).toBe('Written to Lever in 8 s');
  expect(undoWords.written(9_000, 9_000, 'syncing')).toBe('Being written to Lever');
  expect(undoWords.written(9_000, 1_000, 'offline')).toBe('Written to Lever when it can be reached again');
  expect(undoWords.written(9_000, 1_000, 'paused')).toBe('Written to Lever after the pause');
});

describe('several decisions in a row', () => {
  const several = (n: number) => `${n} confirmed.`;
  const moved = (id: string) => ({ what: { what: 'moves' as const, ids: [id] }, about: id });
  const did = (id: string, words = several) => undo.didOneOf(`${id}.`, moved(id), { count: 1, several: words });
  const back = () => calls.filter(([name]) => name === 'take_back').map(([, request]) => (request as TakeBack).ids);

  afterEach(() => {
    vi.useRealTimers();
    settings.data = null;
  });

  it('make one message that counts, and whose button undoes all of them', async () => {
    for (const id of ['a', 'b', 'c']) did(id);
    expect(said()).toEqual(['3 confirmed.']);
    toasts.items[0]?.button?.run();
    await Promise.resolve();
    expect(calls).toEqual([['take_back', { what: 'moves', ids: ['a', 'b', 'c'] }]]);
    expect(undo.all()).toEqual([]);
  });

  it('are taken back one by one with the key, and the message counts what is left', async () => {
    for (const id of ['a', 'b', 'c']) did(id);
    await undo.last();
    expect(back()).toEqual([['c']]);
    expect(said()).toEqual(['2 confirmed.', 'Undone. The move of c waits for your yes again.']);
    await undo.last();
    expect(said()[0]).toBe('a.');
    did('d');
    expect(said().at(-1), 'the next one is counted with what is left').toBe('2 confirmed.');
    toasts.items.at(-1)?.button?.run();
    await Promise.resolve();
    expect(back()).toEqual([['c'], ['b'], ['a', 'd']]);
    expect(undo.all()).toEqual([]);
  });

  it('of which one cannot be taken back any more leave the others to be taken back', async () => {
    for (const id of ['a', 'b']) did(id);
    answer = tooLate;
    await undo.last();
    expect(said()[0]).toBe('a.');
    await undo.last();
    expect(back()).toEqual([['b'], ['a']]);
  });

  it('called back three invitations: the key sends only the last after all', async () => {
    for (const id of ['x', 'y', 'z']) await act('undo', { id, name: `${id} Mori` });
    expect(said()).toEqual(['Called off. 3 candidates were not invited.']);
    await undo.last();
    expect(back()).toEqual([['z']]);
    expect(said()).toEqual(['Called off. 2 candidates were not invited.', 'Undone. z will be invited after all.']);
  });

  it('are told together only while all of them can be taken back', async () => {
    vi.useFakeTimers();
    settings.data = { holdSeconds: 60 } as Settings;
    const leaves = (id: string) => undo.didOneOf(`${id}.`, moved(id), { count: 1, several, leaves: true });
    leaves('a');
    vi.advanceTimersByTime(3_000);
    leaves('b');
    vi.advanceTimersByTime(2_000);
    leaves('c');
    expect(said(), 'the move of the first is made while the next message is there').toEqual(['2 confirmed.', 'c.']);
    vi.advanceTimersByTime(5_000);
    expect(said(), 'nothing is offered to be undone that has left').toEqual(['c.']);
    await undo.last();
    await undo.last();
    expect(back()).toEqual([['c'], ['b']]);
    settings.data = { holdSeconds: 5 } as Settings;
    for (const id of ['d', 'e']) leaves(id);
    expect(said().slice(-2)).toEqual(['d.', 'e.']);
  });

  it('are all taken back by the message that tells them, however many', async () => {
    const ids = Array.from({ length: 40 }, (_, at) => `s${at}`);
    for (const id of ids) did(id);
    toasts.items.find(({ text }) => text === '40 confirmed.')?.button?.run();
    await Promise.resolve();
    expect(back()).toEqual([ids]);
  });

  it('are told apart where they are not the same, or where something else was done between', async () => {
    did('a');
    did('b', (n) => `${n} left.`);
    undo.did('Other.', step('x'));
    did('c');
    expect(said().slice(-3)).toEqual(['b.', 'Other.', 'c.']);
    await undo.last();
    expect(calls).toEqual([['take_back', { what: 'moves', ids: ['c'] }]]);
  });

  it('begin anew once the message has gone', async () => {
    did('a');
    for (const toast of toasts.items) toasts.dismiss(toast.id);
    did('b');
    expect(said()).toEqual(['b.']);
    await undo.last();
    expect(calls).toEqual([['take_back', { what: 'moves', ids: ['b'] }]]);
  });
});
