import type { AnsweredQuestion, CandidateView, QuestionScore, SubmitReview } from '../generated/api';
import { isRead } from './counting';

/** A review that is being written. */
export interface ReviewDraft {
  /** Overall, 1-4. */
  score: number | null;
  /** By question id, 1-4. */
  scores: Record<string, number>;
  comment: string;
  /** The score counts instead of what was counted by rule. */
  overrules: boolean;
}

/** What a draft still needs. */
export type Missing = 'score' | 'comment';

/** The draft that a candidate's page starts with: the review so far. */
export function startDraft(view: CandidateView): ReviewDraft {
  const scores: Record<string, number> = {};
  for (const { questionId, score } of view.review?.scores ?? []) scores[questionId] = score;
  const { score = null, comment = '', overrules = false } = view.review ?? {};
  return { score, scores, comment, overrules };
}

/** Whether anything was written in a draft. */
export function isBegun(draft: ReviewDraft | undefined): boolean {
  if (!draft) return false;
  return draft.score !== null || draft.comment.trim() !== '' || draft.overrules || Object.keys(draft.scores).length > 0;
}

/** The mean of the question scores; null if none is given. */
export function average(draft: ReviewDraft): number | null {
  const given = Object.values(draft.scores);
  return given.length === 0 ? null : given.reduce((sum, score) => sum + score, 0) / given.length;
}

/** The place to go to after the question at `index` was scored: the next unscored one, else the overall score. */
export function nextToScore(questions: readonly AnsweredQuestion[], draft: ReviewDraft, index: number): number {
  for (let step = 1; step <= questions.length; step += 1) {
    const at = (index + step) % questions.length;
    const question = questions[at]?.question;
    if (question && isRead(question) && draft.scores[question.id] === undefined) return at;
  }
  return questions.length;
}

/** The place above or below: what is counted by rule is passed by, the overall score is the last place. */
export function beside(questions: readonly AnsweredQuestion[], index: number, by: 1 | -1): number {
  for (let at = index + by; at >= 0 && at < questions.length; at += by) {
    const question = questions[at]?.question;
    if (question && isRead(question)) return at;
  }
  return by > 0 ? questions.length : index;
}

/** What keeps a draft from being sent; null if nothing does. */
export function missing(draft: ReviewDraft): Missing | null {
  if (draft.score === null) return 'score';
  return draft.overrules && draft.comment.trim() === '' ? 'comment' : null;
}

/** The request for a finished draft; null while something is missing. */
export function toRequest(screeningId: string, draft: ReviewDraft): SubmitReview | null {
  const { score, comment, overrules = false } = draft;
  if (score === null || missing(draft) !== null) return null;
  const scores: QuestionScore[] = Object.entries(draft.scores).map(([questionId, one]) => ({ questionId, score: one }));
  return { screeningId, score, scores, comment: comment.trim(), overrules };
}
