import type { AssessmentDraft, QuestionView, Settings, TakeBack, TakenBack } from '../generated/api';
import { former, type PlaybookPatch } from '../lib/changed';
import type { ReviewDraft } from '../lib/review';
import { undoWords } from '../words/undo';
import { assessments, settings } from './app.svelte';
import { assessmentDrafts } from './assessments.svelte';
import { call, decided } from './backend';
import { drafts } from './drafts.svelte';
import { orderPlaybooks, savePlaybook } from './playbook';
import { place } from './route.svelte';
import { SHOWN, toasts, type Toast } from './toasts.svelte';

/** What takes it back: the application layer, a draft that is put back, or what a playbook said before. */
export type Reversal =
  | TakeBack
  | { what: 'deleted'; draft: AssessmentDraft }
  | { what: 'discarded'; draft: AssessmentDraft }
  | { what: 'playbook'; playbookId: string; before: PlaybookPatch; after: PlaybookPatch }
  | { what: 'order'; before: string[]; after: string[] }
  | { what: 'settings'; before: Partial<Settings>; after: Partial<Settings> }
  | { what: 'question'; assessmentId: string; at: number; question: QuestionView };

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
  /** It leaves once the time to undo it is over; else it can be taken back as long as nobody changes it. */
  leaves?: boolean;
}

type Options = Partial<Omit<Toast, 'id' | 'at' | 'text' | 'button'>>;

interface Done {
  step: Undoable;
  /** The message that tells it, shown or gone; null on a later page. */
  toast: number | null;
  text: string;
  options: Options;
  /** Null if it is told by itself. */
  row: Row | null;
  /** When it was done, in milliseconds since 1970; 0 if that was on an earlier page. */
  at: number;
  /** Until when it can be taken back for sure, in milliseconds since 1970; null if no time is set. */
  until: number | null;
}

const REMEMBERED = 30;
/** Some of what leaves is held no longer, whatever the settings say. */
const HELD_AT_MOST_S = 10;

function until({ leaves = false }: Row): number | null {
  return leaves ? Date.now() + Math.min(settings.data?.holdSeconds ?? 0, HELD_AT_MOST_S) * 1000 : null;
}

/** What is told by one message, as one. */
function together(told: readonly Done[]): Undoable | undefined {
  const first = told[0]?.step;
  if (!first || told.length === 1 || !('ids' in first.what)) return first;
  const ids = told.flatMap(({ step }) => ('ids' in step.what ? step.what.ids : []));
  return { what: { what: first.what.what, ids: [...new Set(ids)] }, about: null };
}

/** The words of one message for all of them, and whom it is about. */
function words(told: readonly Done[]): Pick<Toast, 'text' | 'about' | 'detail'> | null {
  const last = told.at(-1);
  if (!last) return null;
  const { text, row, options } = last;
  const { about = null, detail = null } = options;
  if (told.length === 1 || !row) return { text, about, detail };
  const count = told.reduce((sum, done) => sum + (done.row?.count ?? 0), 0);
  return { text: row.several(count), about: null, detail };
}

/**
 * The last reversible things that were done in this window. Everything on it is committed: what it
 * takes back is reversed by the application layer, so closing the window loses no decision.
 */
class UndoStack {
  #done = $state.raw<Done[]>([]);

  /** Remembers what was done, and says it with a button to undo it. */
  did(text: string, step: Undoable, options: Options = {}): void {
    this.#say([], { step, text, options, row: null, at: Date.now(), until: null });
  }

  /**
   * The same of what is often done several times in a row: as long as the words of the last time are still there,
   * one message counts all, and its button undoes all. It is remembered one by one. What could not be taken back any
   * more while the message is there is told apart.
   */
  didOneOf(text: string, step: ManyUndoable, row: Row, options: Options = {}): void {
    const last = this.#done.at(-1);
    const told = last?.row?.several === row.several && toasts.isThere(last.toast) ? this.#toldBy(last.toast) : [];
    const first = told[0]?.until ?? null;
    const joined = first === null || Date.now() + SHOWN <= first ? told : [];
    this.#say(joined, { step, text, options, row, at: Date.now(), until: until(row) });
  }

  /** Says what was done now in one message with what was told before. */
  #say(before: readonly Done[], done: Omit<Done, 'toast'>): void {
    const shown = before[0]?.toast ?? null;
    if (shown !== null) toasts.dismiss(shown);
    const all = [...before, { ...done, toast: null }];
    const { text, ...rest } = words(all) ?? done;
    const toast = toasts.show(text, {
      ...done.options,
      ...rest,
      button: { label: undoWords.button, run: () => void this.#take(this.#toldBy(toast)) },
    });
    // What a message still offers to undo is not forgotten, however much it is.
    const older = this.#done.filter((one) => !before.includes(one));
    const known = older.filter((one, at) => at > older.length - REMEMBERED || toasts.isThere(one.toast));
    this.#done = [...known, ...all.map((one) => ({ ...one, toast }))];
  }

  /** Says what the key for Undo did, with a button that takes it back; the key itself goes on with what was before. */
  tell(text: string, step: Undoable, options: Options = {}): void {
    const done: Done = { step, text, options, row: null, at: Date.now(), until: null, toast: null };
    const button = { label: undoWords.button, run: () => void this.#take([done]) };
    done.toast = toasts.show(text, { ...options, button });
  }

  #toldBy(toast: number | null): Done[] {
    return toast === null ? [] : this.#done.filter((one) => one.toast === toast);
  }

  /** When the last thing was done, in milliseconds since 1970; 0 if nothing was done on this page. */
  get lastAt(): number {
    return this.#done.at(-1)?.at ?? 0;
  }

  /** Whether the message of the last thing is still there. */
  get isTold(): boolean {
    return toasts.isThere(this.#done.at(-1)?.toast ?? null);
  }

  /** Undoes the last thing, also of several that are told together, or says that there is none. */
  async last(): Promise<void> {
    // What is being decided is the last thing, once it is done.
    await decided();
    const last = this.#done.at(-1);
    if (last) await this.#take([last]);
    else toasts.show(undoWords.nothing, { severity: 'info', detail: undoWords.nothingDetail });
  }

  /** Undoes what one message tells, or some of it. What is too late is said, and not offered again. */
  async #take(taken: readonly Done[]): Promise<void> {
    const step = together(taken);
    if (!step) return;
    this.#done = this.#done.filter((one) => !taken.includes(one));
    const toast = taken[0]?.toast ?? null;
    const left = words(this.#toldBy(toast));
    if (toast !== null && left) toasts.reword(toast, left);
    else if (toast !== null) toasts.dismiss(toast);
    try {
      const { done, tooLate } = await reverse(step);
      if (done === 0) {
        toasts.show(undoWords.notUndone, { severity: 'warn', detail: undoWords.changedSince });
        return;
      }
      const said = undoWords.undone(step.what.what, done, step.about);
      const partly = tooLate > 0 && 'ids' in step.what ? undoWords.partly(step.what.what, tooLate) : null;
      toasts.show(said, { detail: partly });
    } catch (thrown) {
      // Whatever was done last may be another thing than the one that is meant.
      const what = taken[0]?.text || step.about;
      toasts.error(thrown, what ? undoWords.quoted(what) : '');
    }
  }

  /** All of it, to be kept for a later page. */
  all(): Undoable[] {
    return this.#done.map(({ step }) => step);
  }

  /** Goes on with what was done on an earlier page. */
  resume(steps: readonly Undoable[]): void {
    this.#done = steps.map((step) => ({ step, toast: null, text: '', options: {}, row: null, at: 0, until: null }));
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
    case 'settings':
      return setBack(what);
    case 'question':
      return questionBack(what);
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

/** Brings back settings, unless one of them was changed again since. */
async function setBack({ before, after }: Extract<Reversal, { what: 'settings' }>): Promise<TakenBack> {
  const now = await call('settings', {});
  if (JSON.stringify({ ...now, ...after }) !== JSON.stringify(now)) return { done: 0, tooLate: 1 };
  settings.put(await call('save_settings', { ...now, ...before }));
  return { done: 1, tooLate: 0 };
}

/** Puts a question back into the draft that it was taken out of, where it was. */
function questionBack({ assessmentId, at, question }: Extract<Reversal, { what: 'question' }>): TakenBack {
  const draft = assessmentDrafts.of(assessmentId);
  if (!draft || draft.questions.some(({ id }) => id === question.id)) return { done: 0, tooLate: 1 };
  draft.questions.splice(at, 0, question);
  assessmentDrafts.write();
  place.go('assessments', assessmentId);
  return { done: 1, tooLate: 0 };
}

export const undo = new UndoStack();

/** Says that several were invited, with a button to call them back if any can be. */
export function sayInvited(text: string, ids: string[]): void {
  if (ids.length === 0) return void toasts.show(text);
  undo.did(text, { what: { what: 'invitations', ids }, about: null });
}
