import { describe, expect, it } from 'vitest';
import type { GradingView, ThresholdsView } from '../generated/api';
import { vocabularyWords } from '../words/vocabulary';
import {
  bands,
  contradicts,
  free,
  gradeNames,
  nextGrade,
  numberProblems,
  quarters,
  rangeOf,
  reading,
  readings,
  rescaled,
  spans,
  unclear,
} from './grading';
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

describe('percent and points', () => {
  const percent = { least: 0, most: 100 };
  const grading = (more: Partial<GradingView>): GradingView => ({
    scale: 'points',
    thresholds: thresholds(null, null),
    byAssessment: [],
    scoreFrom: null,
    ...more,
  });

  it('are read in runs without a hole', () => {
    expect(spans(thresholds(70, 40), percent)).toEqual([
      { what: 'fail', from: 0, to: 40 },
      { what: 'review', from: 41, to: 69 },
      { what: 'pass', from: 70, to: 100 },
    ]);
    expect(spans(thresholds(5, 4), { least: 0, most: 12 }).map((run) => run.what)).toEqual(['fail', 'pass']);
    expect(spans(thresholds(null, null), percent)).toEqual([{ what: 'unread', from: 0, to: 100 }]);
  });

  it('go as far as the assessment, and as any threshold', () => {
    expect(rangeOf('points', 12, thresholds(9, null)).most).toBe(12);
    expect(rangeOf('points', 0, { ...thresholds(9, null), grades: [{ name: 'Lead', from: 15 }] }).most).toBe(15);
    expect(rangeOf('percent', 12, thresholds(9, null))).toEqual(percent);
  });

  it('are said in a sentence, with what lies between', () => {
    const { saysOf } = vocabularyWords.scores;
    expect(saysOf('points', thresholds(9, 4))).toBe(
      '9 points and more pass, 4 points and less fail, the rest needs a review.',
    );
    expect(saysOf('points', thresholds(5, 4))).toBe('5 points and more pass, 4 points and less fail.');
    expect(saysOf('percent', thresholds(67, 66))).toContain('the rest needs a review');
    expect(saysOf('points', thresholds(null, null))).toBe('Nothing passes or fails.');
  });

  it('are turned into one another as near as whole numbers come', () => {
    const scores = { ...thresholds(3, 1), grades: [{ name: 'Lead', from: 4 }] };
    const there = rescaled(scores, 'score', 'percent', 0);
    expect([there.passFrom, there.failTo, there.grades[0]?.from]).toEqual([66, 0, 100]);
    const adjoining = rescaled(thresholds(3, 2), 'score', 'percent', 0);
    expect([adjoining.passFrom, adjoining.failTo]).toEqual([66, 34]);
    expect(rescaled(adjoining, 'percent', 'score', 0)).toEqual(thresholds(3, 2));
    expect(rescaled(there, 'percent', 'score', 0)).toEqual(scores);
    const points = rescaled(scores, 'score', 'points', 12);
    expect([points.passFrom, points.failTo]).toEqual([8, 0]);
    const close = rescaled(thresholds(52, 51), 'percent', 'score', 0);
    expect(contradicts(close.passFrom, close.failTo)).toBe(false);
  });

  it('are turned into points that there are, and into scores that pass and fail no more than before', () => {
    const percent = { ...thresholds(80, 50), grades: [{ name: 'Lead', from: 90 }] };
    const numbers = (to: 'points' | 'score', points: number) => {
      const { passFrom, failTo, grades } = rescaled(percent, 'percent', to, points);
      return [passFrom, failTo, grades[0]?.from];
    };
    expect(numbers('points', 12)).toEqual([10, 6, 11]);
    expect(numbers('score', 12)).toEqual([4, 2, 4]);
    // Where nothing is counted yet, the numbers stay.
    expect(numbers('points', 0)).toEqual([80, 50, 90]);
    const back = rescaled(thresholds(8, 7), 'points', 'percent', 12);
    expect([back.passFrom, back.failTo]).toEqual([66, 59]);
  });

  it('are refused where they are no whole number, too much or out of order', () => {
    expect(numberProblems(grading({ thresholds: thresholds(9, 4), scoreFrom: [3, 6, 9] })).size).toBe(0);
    const wrong = (more: Partial<GradingView>) => [...numberProblems(grading(more)).keys()];
    expect(wrong({ thresholds: thresholds(NaN, null) })).toEqual(['.passFrom']);
    expect(wrong({ thresholds: thresholds(4, 4) })).toEqual(['.failTo']);
    expect(wrong({ scale: 'percent', thresholds: thresholds(101, null) })).toEqual(['.passFrom']);
    expect(wrong({ scale: 'score', scoreFrom: [25, 50, 101] })).toEqual(['scoreFrom.2']);
    expect(wrong({ scoreFrom: [3, 3, 9] })).toEqual(['scoreFrom.1']);
    const own = { ...thresholds(null, null), grades: [{ name: 'Lead', from: 1.5 }] };
    expect(wrong({ byAssessment: [{ assessmentId: 'a', thresholds: own }] })).toEqual(['a.grade.0']);
  });

  it('begin a new grade where there is room, and Lever’s scores in quarters', () => {
    expect(nextGrade([], 'points', { least: 0, most: 12 })).toBe(9);
    expect(nextGrade([{ name: 'Lead', from: 9 }], 'points', { least: 0, most: 12 })).toBe(4);
    expect(nextGrade([{ name: 'All', from: 0 }], 'percent', percent)).toBe(100);
    expect(quarters('points', 12)).toEqual([3, 6, 9]);
    expect(quarters('score', 12)).toEqual([25, 50, 75]);
  });

  it('name every grade once, those of missed requirements last', () => {
    const named = (from: number, name: string, knockedOut: string | null) => ({
      ...thresholds(null, null),
      grades: [
        { name: 'Passed', from: 0 },
        { name, from },
      ],
      knockedOut,
    });
    const byAssessment = [{ assessmentId: 'a', thresholds: named(5, 'Star', 'Out') }];
    expect(gradeNames(grading({ thresholds: named(9, 'Lead', 'Out'), byAssessment }))).toEqual([
      'Lead',
      'Passed',
      'Star',
      'Out',
    ]);
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
