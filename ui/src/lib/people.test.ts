import { expect, it } from 'vitest';
import { inOrder } from './people';

const person = (name: string, verdict: string, enteredAt: number | null) => ({ name, verdict, enteredAt });
const people = [
  person('skipped', 'skip', 9),
  person('unknown', 'invite', null),
  person('question', 'ask', 8),
  person('early', 'invite', 1),
  person('b late', 'invite', 5),
  person('a late', 'invite', 5),
];

it('names whoever can be invited first, and of each who came last', () => {
  expect(inOrder(people).map(({ name }) => name)).toEqual([
    'a late',
    'b late',
    'early',
    'unknown',
    'question',
    'skipped',
  ]);
});

it('names who has waited longest first, where they wait', () => {
  expect(inOrder(people, 'oldest').map(({ name }) => name)).toEqual([
    'early',
    'a late',
    'b late',
    'unknown',
    'question',
    'skipped',
  ]);
});
