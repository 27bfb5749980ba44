import { describe, expect, it } from 'vitest';
import type { ThresholdsView } from '../generated/api';
import { vocabularyWords } from '../words/vocabulary';
import { bands, contradicts, free, reading, readings, unclear } from './grading';
import { SCORES } from './words';

const thresholds = (passFrom: number | null, failTo: number | null): ThresholdsView => ({
  passFrom,
  failTo,
  grades: [],
  knockedOut: null,
});
const says = (passFrom: number | null, failTo: number | null) =>
  vocabularyWords.scores.says(readings(thresholds(passFrom, failTo)));
const limits = [null, ...SCORES];

describe('what scores mean', () => {
  it.each([
    [null, null, 'No score passes or fails.'],
    [4, 1, '4 passes, 2 and 3 need a review, 1 fails.'],
    [3, 1, '3 and 4 pass, 2 needs a review, 1 fails.'],
    [3, 2, '3 and 4 pass, 1 and 2 fail.'],
    [3, null, '3 and 4 pass, 1 and 2 need a review.'],
    [null, 1, '2, 3 and 4 need a review, 1 fails.'],
    [1, null, '1, 2, 3 and 4 pass.'],
  ])('passes from %s, fails up to %s', (passFrom, failTo, words) => expect(says(passFrom, failTo)).toBe(words));

  it('is one thing for every score, and never gets worse with a better one', () => {
    const order = ['fail', 'review', 'pass'];
    for (const passFrom of limits) {
      for (const failTo of limits) {
        if (contradicts(passFrom, failTo)) continue;
        const read = SCORES.map((score) => reading(thresholds(passFrom, failTo), score));
        expect(read.every((one) => (one === 'unread') === (passFrom === null && failTo === null))).toBe(true);
        expect([...read].sort((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(read);
      }
    }
  });

  it('cannot be that a score passes and fails', () => {
    expect(contradicts(3, 3)).toBe(true);
    expect(contradicts(3, 2)).toBe(false);
    expect(contradicts(null, 4)).toBe(false);
  });
});

describe('grades', () => {
  const lead = { name: 'Lead', from: 4 };
  const passed = { name: 'Passed', from: 2 };

  it('cover the scale in bands, whatever their order; below the lowest there is none', () => {
    expect(bands([lead, passed])).toEqual([
      { name: null, from: 1, to: 1 },
      { name: 'Passed', from: 2, to: 3 },
      { name: 'Lead', from: 4, to: 4 },
    ]);
    expect(bands([])).toEqual([{ name: null, from: 1, to: 4 }]);
  });

  it('need a name and a beginning of their own', () => {
    expect(unclear([lead, passed])).toBeNull();
    expect(unclear([lead, { name: ' ', from: 2 }])).toBe(1);
    expect(unclear([lead, { name: 'Lead ', from: 2 }])).toBe(1);
    expect(unclear([lead, { name: 'Passed', from: 4 }])).toBe(1);
  });

  it('begin where none does yet, until every score begins one', () => {
    expect(free([])).toBe(4);
    expect(free([lead])).toBe(3);
    expect(free(SCORES.map((from) => ({ name: String(from), from })))).toBeNull();
  });
});
