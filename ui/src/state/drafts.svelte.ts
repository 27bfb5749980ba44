import type { CandidateView } from '../generated/api';
import { startDraft, type ReviewDraft } from '../lib/review';

/** Reviews that are being written, by screening id: they survive leaving the page, not the window. */
class Drafts {
  #drafts = $state<Record<string, ReviewDraft>>({});

  of(id: string): ReviewDraft | undefined {
    return this.#drafts[id];
  }

  begin(view: CandidateView): ReviewDraft {
    this.#drafts[view.row.id] ??= startDraft(view);
    return this.#drafts[view.row.id]!;
  }

  /** Puts a draft back, after its review was taken back. */
  put(id: string, draft: ReviewDraft): void {
    this.#drafts[id] = draft;
  }

  forget(id: string): void {
    delete this.#drafts[id];
  }
}

export const drafts = new Drafts();
