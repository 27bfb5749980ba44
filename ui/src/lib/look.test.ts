import { expect, it } from 'vitest';
import type { CandidateRow, ResultReading } from '../generated/api';
import { stateLook } from './look';

const row = (state: CandidateRow['state'], reading: ResultReading | null, score: number | null = null) =>
  ({ state, stateText: '', attention: false, invitedAt: 0, reading, score }) as CandidateRow;
const drawn = (one: CandidateRow) => {
  const { tone, icon, words, also } = stateLook(one);
  return [tone, icon, words, also];
};

it.each(['evaluated', 'reviewed'] as const)(
  'a result that is %s is drawn as it is read, in more than a colour',
  (state) => {
    const words = state === 'evaluated' ? 'Scored' : 'Reviewed';
    expect(drawn(row(state, 'pass'))).toEqual(['good', 'check', words, 'passes']);
    expect(drawn(row(state, 'needs_review', 3))).toEqual(['accent', 'review', words, 'needs a look']);
    expect(drawn(row(state, 'fail', 4))).toEqual(['plain', 'cross', words, 'does not pass']);
  },
);

it('a result without thresholds is drawn by the verdict, and without one by no colour of success', () => {
  expect(drawn(row('reviewed', null, 4))).toEqual(['good', 'check', 'Reviewed', undefined]);
  expect(drawn(row('reviewed', null, 2))).toEqual(['plain', 'cross', 'Reviewed', undefined]);
  expect(drawn(row('evaluated', null))).toEqual(['info', 'rule', 'Scored', undefined]);
  expect(drawn({ ...row('reviewed', 'pass', 4), attention: true })[1], 'attention is louder').toBe('warn');
});
