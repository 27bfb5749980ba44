import { beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '../platform/types';
import { useBackend } from './backend';
import { inbox, leaving, letLeave } from './inbox.svelte';
import { settle } from './screening';
import { toasts } from './toasts.svelte';
import { undo, type Undoable } from './undo';

const calls: [string, unknown][] = [];
let answer: (name: string) => unknown;
const step = (...ids: string[]): Undoable => ({
  what: { what: 'called_back', ids },
  undone: (n) => `${n} as before`,
});
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
    expect(said()).toContain('1 as before');
    await undo.last();
    expect(calls).toHaveLength(2);
    expect(said().at(-1)).toContain('nothing to undo');
  });

  it('says why when it is too late, and does not offer the same again', async () => {
    undo.did('Reviewed.', step('a'));
    answer = tooLate;
    await undo.last();
    expect(toasts.items.at(-1)?.detail).toContain('It has left.');
    await undo.last();
    expect(calls).toHaveLength(1);
  });

  it('says how many of several could not be undone', async () => {
    undo.did('Three.', step('a', 'b', 'c'));
    answer = () => ({ done: 2, tooLate: 1 });
    await undo.last();
    expect(toasts.items.at(-1)?.text).toBe('2 as before');
    expect(toasts.items.at(-1)?.detail).toContain('1 one could not');
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
      finished: [],
      finishedMore: false,
    });
    await letLeave('row', async () => true);
    expect(calls.map(([name]) => name)).toEqual(['inbox']);
    expect(inbox.data).not.toBeNull();
    expect(leaving.has('row')).toBe(false);
  });
});
