import type { TakeBack, TakenBack } from '../generated/api';
import { undoWords } from '../words/undo';
import { call } from './backend';
import { toasts, type Toast } from './toasts.svelte';

/** Something that was done and can be taken back. */
export interface Undoable {
  /** What the application layer takes back, or what takes it back otherwise. */
  what: TakeBack | (() => Promise<TakenBack>);
  /** Said once it is taken back; gets the number of what is as before. */
  undone: (done: number) => string;
  /** What the window does besides, for example go back to where it was done. */
  after?: () => void;
}

const REMEMBERED = 30;

/**
 * The last reversible things that were done in this window. Everything on it is committed: what it
 * takes back is reversed by the application layer, so closing the window loses no decision.
 */
class UndoStack {
  #done: { step: Undoable; toast: number }[] = [];

  /** Remembers what was done, and says it with a button to undo it. */
  did(text: string, step: Undoable, options: Partial<Omit<Toast, 'id' | 'text' | 'button'>> = {}): void {
    const button = { label: undoWords.button, run: () => void this.take(step) };
    const toast = toasts.show(text, { ...options, button });
    this.#done = [...this.#done.slice(1 - REMEMBERED), { step, toast }];
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
    toasts.dismiss(found.toast);
    try {
      const { done, tooLate } = await (typeof step.what === 'function' ? step.what() : call('take_back', step.what));
      step.after?.();
      toasts.show(step.undone(done), { detail: tooLate > 0 ? undoWords.partly(tooLate) : null });
    } catch (thrown) {
      toasts.error(thrown);
    }
  }

  /** Forgets everything, for example because another account was connected. */
  clear(): void {
    this.#done = [];
  }
}

export const undo = new UndoStack();
