import { describe, expect, it } from 'vitest';
import type { AnsweredQuestion, CandidateView } from '../generated/api';
import { average, beside, isBegun, missing, nextToScore, startDraft, toRequest, type ReviewDraft } from './review';

const questions = ['a', 'b', 'c'].map((id): AnsweredQuestion => ({
  question: { id, kind: 'text', text: id, hint: null, anchors: [], options: [], number: null },
  count: null,
  answer: id,
}));
const draft = (scores: Record<string, number>, score: number | null = null): ReviewDraft => ({
  scores,
  score,
  comment: '',
  overrules: false,
});

describe('review', () => {
  it('starts with what was scored before', () => {
    const view = {
      review: { score: 4, scores: [{ questionId: 'a', score: 3 }], comment: 'Good.', reviewer: 'Mara', at: 0 },
    } as unknown as CandidateView;
    expect(startDraft(view)).toEqual({ score: 4, scores: { a: 3 }, comment: 'Good.', overrules: false });
  });

  it('leads to the next question without a score, then to the overall score', () => {
    expect(nextToScore(questions, draft({}), -1)).toBe(0);
    expect(nextToScore(questions, draft({ a: 1 }), 0)).toBe(1);
    expect(nextToScore(questions, draft({ b: 1, c: 2 }), 2)).toBe(0);
    expect(nextToScore(questions, draft({ a: 1, b: 1, c: 2 }), 2)).toBe(3);
    expect(nextToScore([], draft({}), -1)).toBe(0);
  });

  it('needs an overall score and nothing else', () => {
    expect(toRequest('s', draft({ a: 1 }))).toBeNull();
    expect(toRequest('s', { ...draft({ a: 1 }, 4), comment: ' yes ' })).toEqual({
      screeningId: 's',
      score: 4,
      scores: [{ questionId: 'a', score: 1 }],
      comment: 'yes',
      overrules: false,
    });
  });

  it('passes by what is counted by rule', () => {
    const mixed = questions.map((one, at) =>
      at === 1 ? { ...one, question: { ...one.question, kind: 'choice' as const } } : one,
    );
    expect(nextToScore(mixed, draft({ a: 1 }), 0)).toBe(2);
    expect(nextToScore(mixed.slice(1, 2), draft({}), -1)).toBe(1);
    expect([beside(mixed, 0, 1), beside(mixed, 2, 1), beside(mixed, 2, -1), beside(mixed, 0, -1)]).toEqual([
      2, 3, 0, 0,
    ]);
    expect(beside(mixed, 3, -1)).toBe(2);
  });

  it('counts instead of the points only with a comment', () => {
    const overruling = { ...draft({}, 4), overrules: true };
    expect(missing(overruling)).toBe('comment');
    expect(toRequest('s', { ...overruling, comment: ' ' })).toBeNull();
    expect(toRequest('s', { ...overruling, comment: 'The permit came.' })).toMatchObject({ overrules: true, score: 4 });
    expect(missing({ ...overruling, score: null })).toBe('score');
  });

  it('is begun once anything is written', () => {
    expect(isBegun(undefined) || isBegun(draft({}))).toBe(false);
    expect(isBegun(draft({}, 1)) && isBegun({ ...draft({}), comment: 'x' }) && isBegun(draft({ a: 1 }))).toBe(true);
  });

  it('averages what is given', () => {
    expect(average(draft({}))).toBeNull();
    expect(average(draft({ a: 1, b: 4 }))).toBe(2.5);
  });
});
