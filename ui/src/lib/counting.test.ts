import { describe, expect, it } from 'vitest';
import type { AnsweredQuestion, QuestionView } from '../generated/api';
import { assessmentWords } from '../words/assessments';
import { countingWords } from '../words/counting';
import { blankQuestion } from './assessments';
import { blankRules, countable, countOf, readNumber, totals, typedNumber } from './counting';
import { ruleProblems } from './rules';

const question = (more: Partial<QuestionView>): QuestionView => ({ ...blankQuestion(), ...more });
const option = (text: string, points = 0, knockOut = false) => ({ text, points, knockOut });
const choice = question({ kind: 'choice', options: [option('Days', 1), option('Nights', 3), option('None', 0, true)] });
const years = question({
  kind: 'number',
  number: {
    unit: 'years',
    atLeast: 1,
    atMost: null,
    points: [
      { from: 5, points: 10 },
      { from: 2, points: 4 },
    ],
  },
});
const plain = question({ kind: 'yes_no', ...blankRules('yes_no') });

describe('a number', () => {
  it.each([
    ['2,5', 2.5],
    [' 7 ', 7],
    ['-0', 0],
    ['-2.5', -2.5],
    ['.5', 0.5],
  ])('is read as people type it: %s', (typed, value) => expect(readNumber(typed)).toBe(value));
  it.each(['', '-', 'two', '1e9', '1.2.3', '1,000.5', '0x10', '9'.repeat(40)])('is nothing else: %s', (typed) =>
    expect(readNumber(typed)).toBeNull(),
  );
  it('stands in its field as it can be read again', () => {
    for (const value of [0.1, -2.5, 123456.789, 1e12]) expect(readNumber(typedNumber(value))).toBe(value);
  });
});

describe('what can be counted', () => {
  const { can, totals: said } = assessmentWords.rules;
  it('is the best answer, and whether one rules out', () => {
    expect(countable(choice)).toEqual({ points: 3, rulesOut: true });
    expect(countable(years)).toEqual({ points: 10, rulesOut: true });
    expect(countable(plain)).toEqual({ points: 0, rulesOut: false });
    expect(countable(question({}))).toEqual({ points: 0, rulesOut: false });
    expect([can(5, true), can(1, false), can(0, true), can(0, false)]).toEqual([
      '0 to 5 points, can rule out',
      '0 to 1 point',
      'No points, can rule out',
      'Counts nothing yet',
    ]);
  });
  it('is added up for the whole assessment', () => {
    const all = [choice, years, plain];
    expect(totals(all)).toEqual({ points: 13, requirements: 2, read: 0 });
    expect(said(totals(all), 3)).toContain('13 points in all, 2 hard requirements. Nobody has to read it');
    expect(said(totals([choice, question({})]), 2)).toContain('1 question is read by a person.');
    expect(said(totals([plain]), 1)).toContain('Nothing is counted yet');
    expect(said(totals([question({})]), 1)).toBe('');
  });
});

describe('what was counted', () => {
  const answered = (one: QuestionView, count: AnsweredQuestion['count']): AnsweredQuestion => ({
    question: one,
    answer: '',
    count,
  });
  it('is nothing where there is no answer, and not said where there is no rule', () => {
    expect(countOf(answered(choice, null))).toEqual({ points: 0, of: 3, knockedOut: false });
    expect(countOf(answered(choice, { points: 3, of: 3, knockedOut: false }))?.points).toBe(3);
    expect(countOf(answered(plain, { points: 0, of: 0, knockedOut: false }))).toBeNull();
    expect(countOf(answered(question({}), null))).toBeNull();
  });
  it('is said with its share and its grade', () => {
    const { result } = countingWords;
    expect(result({ points: 9, of: 12, knockedOut: false }, 'Lead')).toBe('9 of 12 points (75%) · Lead');
    expect(result({ points: 398, of: 500, knockedOut: false }, null), 'not 80').toBe('398 of 500 points (79%)');
    expect(result({ points: 1, of: 200, knockedOut: false }, null), 'not 1').toBe('1 of 200 points (0%)');
    expect(result({ points: 0, of: 0, knockedOut: false }, null)).toBe('Every hard requirement is met');
    expect(result({ points: 0, of: 0, knockedOut: true }, null)).toBe('');
  });
});

describe('rules that cannot be meant', () => {
  const wrong = (more: Partial<QuestionView>) => [...ruleProblems(question(more)).keys()];
  const number = (more: Partial<NonNullable<QuestionView['number']>>) =>
    wrong({ kind: 'number', number: { unit: '', atLeast: null, atMost: null, points: [], ...more } });

  it('are none where all is well', () => {
    for (const one of [choice, years, plain, question({})]) expect(ruleProblems(one).size).toBe(0);
  });
  it('stand at the answer they are about', () => {
    const options = (...all: ReturnType<typeof option>[]) => wrong({ kind: 'choice', options: all });
    expect(options(option('A'))).toEqual(['options']);
    expect(options(option('A'), option(' A'))).toEqual(['option.1.text']);
    expect(options(option('A'), option(''))).toEqual(['option.1.text']);
    expect(options(option('A', 1001), option('B', 1.5))).toEqual(['option.0.points', 'option.1.points']);
    expect(options(option('A', 0, true), option('B', 0, true))).toEqual(['options']);
    expect(options(...Array.from({ length: 21 }, (_, at) => option(String(at))))).toEqual(['options']);
    expect(wrong({ kind: 'yes_no', options: [option('Yes', 0, true), option('No', 0, true)] })).toEqual(['options']);
  });
  it('stand at the number they are about', () => {
    expect(number({ atLeast: 5, atMost: 2 })).toEqual(['atMost']);
    expect(number({ atLeast: -5, atMost: -2 })).toEqual([]);
    expect(number({ atLeast: NaN })).toEqual(['atLeast']);
    expect(number({ unit: 'x'.repeat(41) })).toEqual(['unit']);
    expect(
      number({
        points: [
          { from: 1, points: 1 },
          { from: 1, points: 2 },
        ],
      }),
    ).toEqual(['step.1.from']);
    expect(number({ points: [{ from: NaN, points: NaN }] })).toEqual(['step.0.from', 'step.0.points']);
  });
});
