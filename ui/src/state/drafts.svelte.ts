import type { CandidateView } from '../generated/api';
import { startDraft, type ReviewDraft } from '../lib/review';

/** Reviews that are being written, by screening id: they survive leaving the page, and the window too. */
class Drafts {
  #drafts = $state<Record<string, ReviewDraft>>({});
  /** Of which reviews the draft was put back and not seen since. */
  readonly #back = new Set<string>();

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
    this.#back.add(id);
  }

  /** Whether somebody has just asked for a draft back; true once. */
  wasPutBack(id: string): boolean {
    return this.#back.delete(id);
  }

  /** All of them, to be kept for a later page. */
  all(): Record<string, ReviewDraft> {
    return $state.snapshot(this.#drafts);
  }

  /** Goes on with those of an earlier page. */
  resume(drafts: Record<string, ReviewDraft>): void {
    this.#drafts = drafts;
  }

  forget(id: string): void {
    delete this.#drafts[id];
    this.#back.delete(id);
  }
}

export const drafts = new Drafts();
