import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CandidateRow } from '../generated/api';
import { answering } from '../testing/answering';
import { undoWords } from '../words/undo';
import { callBack, undoLast } from './screening';
import { toasts } from './toasts.svelte';
import { undo } from './undo.svelte';

const rows = ['a', 'b', 'c'].map((id) => ({ id, name: id }));
const ids = ['a', 'b', 'c'];

it('calls back several in one go, says of which it is too late, and sends them after all', async () => {
  const asked: unknown[] = [];
  let answer = { done: 2, tooLate: 1 };
  answering({ take_back: (request) => (asked.push(request), answer) });
  expect(await callBack(rows)).toBe(true);
  expect(asked).toEqual([{ what: 'invitations', ids }]);
  const [said] = toasts.items;
  expect([said?.text, said?.detail]).toEqual([
    'Called off. 2 candidates were not invited.',
    '1 invitation could not be undone any more.',
  ]);
  await undo.last();
  expect(asked.at(-1)).toEqual({ what: 'called_back', ids });
  answer = { done: 0, tooLate: 3 };
  await callBack(rows);
  expect(toasts.items.at(-1)?.text).toBe(undoWords.notUndone);
});

describe('the key for Undo', () => {
  const asked: [string, unknown][] = [];
  let goingOut: CandidateRow[] = [];
  const held = (id: string, ago: number, left = 9000) =>
    ({
      id,
      name: id,
      state: 'held',
      attention: false,
      changedAt: Date.now() - ago,
      holdUntil: Date.now() + left,
    }) as CandidateRow;
  beforeEach(() => {
    asked.length = 0;
    undo.clear();
    answering({
      inbox: () => ({ goingOut }),
      undo: (request) => {
        asked.push(['undo', request]);
        const { screeningId } = request as { screeningId: string };
        goingOut = goingOut.filter(({ id }) => id !== screeningId);
      },
      take_back: (request) => (asked.push(['take_back', request]), { done: 1, tooLate: 0 }),
    });
  });
  const review = { what: { what: 'reviews' as const, ids: ['r'] }, about: 'Sanne' };
  const gone = () => {
    for (const toast of toasts.items) toasts.dismiss(toast.id);
  };
  const called = (...ids: string[]) => ids.map((screeningId) => ['undo', { screeningId }]);

  it('calls back whoever is held, the last one first, and nobody is sent after all by pressing on', async () => {
    undo.did('Reviewed Sanne.', review);
    gone();
    goingOut = [held('Aiko', 1), held('Ben', 0), held('Cyd', 2)].map((row) => ({
      ...row,
      changedAt: row.changedAt + 60_000,
    }));
    await Promise.all([undoLast(), undoLast(), undoLast()]);
    expect(asked).toEqual(called('Ben', 'Aiko', 'Cyd'));
    const button = toasts.items.find(({ about }) => about === 'Ben')?.button;
    await undoLast();
    expect(asked.at(-1), 'then what was done before').toEqual(['take_back', review.what]);
    button?.run();
    await vi.waitFor(() => expect(asked.at(-1)).toEqual(['take_back', { what: 'called_back', ids: ['Ben'] }]));
  });

  it('takes back what was done here as long as that is said, or is newer, or whoever waits leaves much later', async () => {
    goingOut = [held('Aiko', -60_000)];
    undo.did('Reviewed Sanne.', review);
    await undoLast();
    undo.did('Reviewed Sanne.', review);
    gone();
    goingOut = [held('Ben', 60_000), held('Cyd', -60_000, 1_800_000), { ...held('Dee', -60_000), attention: true }];
    await undoLast();
    expect(asked).toEqual([
      ['take_back', review.what],
      ['take_back', review.what],
    ]);
  });
});
