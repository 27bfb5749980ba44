import type { CandidateView } from '../generated/api';
import type { ReviewDraft } from '../lib/review';
import { undoWords } from '../words/undo';
import { undo } from './undo.svelte';

/** Says that a review was handed in, with what was written to be taken back. */
export function sayReviewed({ review, row }: CandidateView, draft: ReviewDraft, isLast: boolean): void {
  const step = { what: { what: 'reviews' as const, ids: [row.id] }, about: row.name, review: draft };
  undo.did(undoWords.reviewed(row.name, review?.score ?? draft.score ?? 0, isLast), step, {
    about: row.id,
    until: review?.heldUntil ?? null,
    ticking: undoWords.written,
  });
}
