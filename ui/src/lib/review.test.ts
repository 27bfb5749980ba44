import { describe, expect, it } from 'vitest';
import type { AnsweredQuestion, CandidateView } from '../generated/api';
import { average, nextToReview, nextToScore, startDraft, toRequest, type ReviewDraft } from './review';

const questions = ['a', 'b', 'c'].map((id): AnsweredQuestion => ({
  question: { id, kind: 'text', text: id, hint: null, anchors: [] },
  answer: id,
  score: null,
}));
const draft = (scores: Record<string, number>, score: number | null = null): ReviewDraft => ({
  scores,
  score,
  comment: '',
});

describe('review', () => {
  it('starts with what was scored before', () => {
    const view = {
      answers: { questions: [{ ...questions[0]!, score: 3 }, questions[1]!], consentAt: null, submittedAt: null },
      review: { score: 4, comment: 'Good.', reviewer: 'Mara', at: 0 },
    } as unknown as CandidateView;
    expect(startDraft(view)).toEqual({ score: 4, scores: { a: 3 }, comment: 'Good.' });
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
    });
  });

  it('averages what is given', () => {
    expect(average(draft({}))).toBeNull();
    expect(average(draft({ a: 1, b: 4 }))).toBe(2.5);
  });

  it('goes on with whoever was below, then with the first, then with nobody', () => {
    const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    expect(nextToReview('a', ['a', 'b', 'c'], [b!, c!])).toBe(b);
    expect(nextToReview('b', ['a', 'b', 'c'], [a!, c!])).toBe(c);
    expect(nextToReview('c', ['a', 'b', 'c'], [a!, b!])).toBe(a);
    expect(nextToReview('b', ['a', 'b', 'c'], [{ id: 'new' }, a!])).toEqual({ id: 'new' });
    expect(nextToReview('x', ['a'], [a!])).toBe(a);
    expect(nextToReview('a', ['a'], [a!])).toBeNull();
  });
});
