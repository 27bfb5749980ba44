import { expect, it } from 'vitest';
import { playbook } from '../testing/playbook';
import { changedWords as words } from '../words/changed';
import { placesOf } from './order';

const book = (id: string, ...stages: string[]) =>
  playbook({ id, name: id, triggers: stages.map((stageId) => ({ stageId, stage: stageId, onSince: 1 })) });
const a = book('a', 's');
const off = book('off');
const b = book('b', 's', 't');
const c = book('c', 'u');
const applied = book('applied', '@applied');

it('asks before another playbook serves first, and says all that get another place', () => {
  expect(placesOf([a, off, b], [b, off, a])).toEqual([
    { key: 'b', what: 'b', before: 'number 3', after: 'number 1', concerns: words.concerns.order },
    { key: 'a', what: 'a', before: 'number 1', after: 'number 3', concerns: words.concerns.order },
  ]);
});

it.each([
  ['that is off', [a, off], [off, a]],
  ['for other stages', [a, c], [c, a]],
  ['that stays where it is', [a, b, off, c], [a, b, c, off]],
])('asks nothing of a playbook %s', (_, before, after) => {
  expect(placesOf(before, after).map(({ concerns }) => concerns)).toEqual([null, null]);
});

it('knows that an application and the stage in which it lands are one arrival', () => {
  expect(placesOf([a, applied], [applied, a])[0]?.concerns).toBe(words.concerns.order);
});
