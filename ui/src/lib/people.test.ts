import { expect, it } from 'vitest';
import { inOrder, isCalled } from './people';

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

it('finds every word of a search, whatever stands between them', () => {
  const person = { name: 'Zoë O’Brien', email: 'zoe.b@example.com', posting: null };
  for (const typed of ['zoe', "o'brien", 'brien, zoe', 'zoe.b@ex', ''])
    expect(isCalled(person, typed), typed).toBe(true);
  for (const typed of ['zoe q', 'se: s']) expect(isCalled(person, typed), typed).toBe(false);
});
