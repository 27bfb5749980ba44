import type { AnsweredQuestion, CandidateView, QuestionScore, SubmitReview } from '../generated/api';

/** A review that is being written. */
export interface ReviewDraft {
  /** Overall, 1-4. */
  score: number | null;
  /** By question id, 1-4. */
  scores: Record<string, number>;
  comment: string;
}

/** The draft that a candidate's page starts with: the review so far. */
export function startDraft(view: CandidateView): ReviewDraft {
  const scores: Record<string, number> = {};
  for (const { question, score } of view.answers?.questions ?? []) if (score !== null) scores[question.id] = score;
  return { score: view.review?.score ?? null, scores, comment: view.review?.comment ?? '' };
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
    const question = questions[at];
    if (question && draft.scores[question.question.id] === undefined) return at;
  }
  return questions.length;
}

/** The request for a finished draft; null while the overall score is missing. */
export function toRequest(screeningId: string, draft: ReviewDraft): SubmitReview | null {
  if (draft.score === null) return null;
  const scores: QuestionScore[] = Object.entries(draft.scores).map(([questionId, score]) => ({ questionId, score }));
  return { screeningId, score: draft.score, scores, comment: draft.comment.trim() };
}

/**
 * Who is reviewed next: the one below `id` in the order in which they were listed before, if still to review; else
 * whoever is first.
 */
export function nextToReview<R extends { id: string }>(
  id: string,
  listed: readonly string[],
  toReview: readonly R[],
): R | null {
  const others = toReview.filter((row) => row.id !== id);
  const below = listed.slice(listed.indexOf(id) + 1);
  const next = listed.includes(id) ? below.map((key) => others.find((row) => row.id === key)).find(Boolean) : undefined;
  return next ?? others[0] ?? null;
}
