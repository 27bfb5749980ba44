import { expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { undoWords } from '../words/undo';
import { callBack } from './screening';
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
