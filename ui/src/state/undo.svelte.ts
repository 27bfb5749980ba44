import type { AssessmentDraft, TakeBack, TakenBack } from '../generated/api';
import { former, type PlaybookPatch } from '../lib/changed';
import type { ReviewDraft } from '../lib/review';
import { undoWords } from '../words/undo';
import { assessments } from './app.svelte';
import { assessmentDrafts } from './assessments.svelte';
import { call } from './backend';
import { drafts } from './drafts.svelte';
import { orderPlaybooks, savePlaybook } from './playbook';
import { place } from './route.svelte';
import { toasts, type Toast } from './toasts.svelte';

/** What takes it back: the application layer, a draft that is put back, or what a playbook said before. */
export type Reversal =
  | TakeBack
  | { what: 'deleted'; draft: AssessmentDraft }
  | { what: 'discarded'; draft: AssessmentDraft }
  | { what: 'playbook'; playbookId: string; before: PlaybookPatch; after: PlaybookPatch }
  | { what: 'order'; before: string[]; after: string[] };

/** Something that was done and can be taken back. Nothing but data: it outlives the page. */
export interface Undoable {
  what: Reversal;
  /** Whom or what it is about; null if there were several. */
  about: string | null;
  /** What was written of a review that was handed in. */
  review?: ReviewDraft;
}

/** Something of which several can be taken back together. */
export type ManyUndoable = Undoable & { what: TakeBack };

/** How something is said that was done several times in a row. */
export interface Row {
  /** How often it was done now. */
  count: number;
  /** The words for all of them: what has the same words is told together. */
  several: (n: number) => string;
}

interface Done {
  step: Undoable;
  toast: number | null;
  /** Null if it is told by itself. */
  row: Row | null;
}

const REMEMBERED = 30;

/** Both as one; null if they cannot be. */
function join({ step }: Done, next: ManyUndoable): Undoable | null {
  if (!('ids' in step.what) || step.what.what !== next.what.what) return null;
  const ids = [...new Set([...step.what.ids, ...next.what.ids])];
  return { what: { what: next.what.what, ids }, about: null };
}

/**
 * The last reversible things that were done in this window. Everything on it is committed: what it
 * takes back is reversed by the application layer, so closing the window loses no decision.
 */
class UndoStack {
  #done = $state.raw<Done[]>([]);

  /** Remembers what was done, and says it with a button to undo it. */
  did(text: string, step: Undoable, options: Partial<Omit<Toast, 'id' | 'text' | 'button'>> = {}): void {
    this.#say(text, { step, row: null }, options);
  }

  /**
   * The same of what is often done several times in a row: as long as the words of the last time are still there,
   * one message counts all, and its button undoes all.
   */
  didOneOf(
    text: string,
    step: ManyUndoable,
    row: Row,
    options: Partial<Omit<Toast, 'id' | 'text' | 'button'>> = {},
  ): void {
    const last = this.#done.at(-1);
    const joined = last && last.row?.several === row.several && toasts.isThere(last.toast) ? join(last, step) : null;
    if (!last || !joined) return this.#say(text, { step, row }, options);
    const count = (last.row?.count ?? 0) + row.count;
    this.#done = this.#done.slice(0, -1);
    if (last.toast !== null) toasts.dismiss(last.toast);
    const together = { ...options, about: null };
    this.#say(row.several(count), { step: joined, row: { ...row, count } }, together);
  }

  #say(text: string, done: Omit<Done, 'toast'>, options: Partial<Omit<Toast, 'id' | 'text' | 'button'>>): void {
    const button = { label: undoWords.button, run: () => void this.take(done.step) };
    const toast = toasts.show(text, { ...options, button });
    this.#done = [...this.#done.slice(1 - REMEMBERED), { ...done, toast }];
  }

  /** Nothing was done that could be undone. */
  get isEmpty(): boolean {
    return this.#done.length === 0;
  }

  /** Undoes the last thing, or says that there is none. */
  async last(): Promise<void> {
    const last = this.#done.at(-1);
    if (last) await this.take(last.step);
    else toasts.show(undoWords.nothing, { severity: 'info', detail: undoWords.nothingDetail });
  }

  /** Undoes one thing. What is too late is said, and not offered again. */
  async take(step: Undoable): Promise<void> {
    const found = this.#done.find((one) => one.step === step);
    if (!found) return;
    this.#done = this.#done.filter((one) => one !== found);
    if (found.toast !== null) toasts.dismiss(found.toast);
    try {
      const { done, tooLate } = await reverse(step);
      if (done === 0) {
        toasts.show(undoWords.notUndone, { severity: 'warn', detail: undoWords.changedSince });
        return;
      }
      const said = undoWords.undone(step.what.what, done, step.about);
      toasts.show(said, { detail: tooLate > 0 ? undoWords.partly(tooLate) : null });
    } catch (thrown) {
      toasts.error(thrown);
    }
  }

  /** All of it, to be kept for a later page. */
  all(): Undoable[] {
    return this.#done.map(({ step }) => step);
  }

  /** Goes on with what was done on an earlier page. */
  resume(steps: readonly Undoable[]): void {
    this.#done = steps.map((step) => ({ step, toast: null, row: null }));
  }

  /** Forgets everything: another account is connected, or none. */
  clear(): void {
    this.#done = [];
  }
}

async function reverse({ what, review }: Undoable): Promise<TakenBack> {
  switch (what.what) {
    case 'deleted':
      await call('save_assessment', what.draft);
      await assessments.refresh();
      place.go('assessments', what.draft.id);
      return { done: 1, tooLate: 0 };
    case 'discarded':
      assessmentDrafts.put(what.draft);
      place.go('assessments', what.draft.id);
      return { done: 1, tooLate: 0 };
    case 'playbook':
      return restored(what);
    case 'order':
      return orderedBack(what);
    default: {
      const taken = await call('take_back', what);
      const [id] = what.ids;
      if (review && id !== undefined) {
        drafts.put(id, review);
        place.go('candidate', id);
      }
      return taken;
    }
  }
}

/** Brings back what a playbook said, unless somebody has said something else since. */
async function restored({ playbookId, before, after }: Extract<Reversal, { what: 'playbook' }>): Promise<TakenBack> {
  const book = (await call('playbooks', {})).find(({ id }) => id === playbookId);
  if (!book || JSON.stringify(former(book, after)) !== JSON.stringify(after)) return { done: 0, tooLate: 1 };
  await savePlaybook(playbookId, before);
  return { done: 1, tooLate: 0 };
}

/** Brings back the order of playbooks, unless there is another one since. */
async function orderedBack({ before, after }: Extract<Reversal, { what: 'order' }>): Promise<TakenBack> {
  const books = await call('playbooks', {});
  if (books.map(({ id }) => id).join() !== after.join()) return { done: 0, tooLate: 1 };
  await orderPlaybooks(before.flatMap((id) => books.find((book) => book.id === id) ?? []));
  return { done: 1, tooLate: 0 };
}

export const undo = new UndoStack();
