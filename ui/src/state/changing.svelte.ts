import type { PlaybookView } from '../generated/api';
import { BY_HAND, changesOf, former, patched, type Change, type NameOf, type PlaybookPatch } from '../lib/changed';
import { placesOf } from '../lib/order';
import { changedWords as words } from '../words/changed';
import { playbooks } from './app.svelte';
import { replacePlaybook, savePlaybook } from './playbook';
import { toasts } from './toasts.svelte';
import { undo } from './undo.svelte';

/** A change that waits for a person's yes. */
export interface Asked {
  title: string;
  changes: Change[];
  answer: (yes: boolean) => void;
}

/** How a change is said, and what is known for it. */
interface Options {
  /** The names of what it may name. */
  nameOf?: NameOf;
  /** It was asked about already. */
  asked?: boolean;
}

class Changing {
  /** What a person is asked about. */
  asked = $state.raw<Asked | null>(null);
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Changes a playbook at once, says what was changed, and offers to undo it; what is risky in one that is on
   * is asked before. Changes are made one after the other: `patch` begins with what the one before has left.
   * Resolves to whether it was changed; rejects with why not.
   */
  change(book: PlaybookView, patch: (now: PlaybookView) => PlaybookPatch, options: Options = {}): Promise<boolean> {
    const done = this.#last.then(() => this.#change(book, patch, options));
    this.#last = done.catch(() => null);
    return done;
  }

  async #change(
    book: PlaybookView,
    patch: (now: PlaybookView) => PlaybookPatch,
    { nameOf = () => null, asked = false }: Options,
  ): Promise<boolean> {
    const before = find(book.id) ?? book;
    const wanted = patch(before);
    const changes = changesOf(before, wanted, nameOf);
    if (changes.length === 0) return true;
    const back = former(before, wanted);
    // The page shows what was chosen at once, and what was there if it comes to nothing.
    replacePlaybook(patched(before, wanted));
    try {
      const risky = changes.some(({ key, concerns }) => concerns !== null && (before.on || key === BY_HAND));
      if (risky && !asked && !(await this.#ask(words.ask.title(before.name), changes))) {
        restore(before, back);
        return false;
      }
      const saved = await savePlaybook(before.id, wanted);
      said(changes, { playbookId: before.id, before: back, after: former(saved, wanted) });
      return true;
    } catch (thrown) {
      restore(before, back);
      throw thrown;
    }
  }

  /** Whether playbooks may be put into an order; asked if another one than before then serves somebody. */
  async mayOrder(before: readonly PlaybookView[], after: readonly PlaybookView[]): Promise<boolean> {
    const changes = placesOf(before, after);
    return changes.every(({ concerns }) => concerns === null) || this.#ask(words.ask.order, changes);
  }

  #ask(title: string, changes: Change[]): Promise<boolean> {
    return new Promise((resolve) => {
      const answer = (yes: boolean) => {
        this.asked = null;
        resolve(yes);
      };
      this.asked = { title, changes, answer };
    });
  }
}

export const changing = new Changing();

/** The same for a control: what goes wrong becomes a toast. Resolves to whether it was changed. */
export async function changePlaybook(
  book: PlaybookView,
  patch: PlaybookPatch | ((now: PlaybookView) => PlaybookPatch),
  options?: Options,
): Promise<boolean> {
  try {
    return await changing.change(book, typeof patch === 'function' ? patch : () => patch, options);
  } catch (thrown) {
    toasts.error(thrown);
    return false;
  }
}

const find = (id: string) => playbooks.data?.find((book) => book.id === id);

function restore(before: PlaybookView, back: PlaybookPatch): void {
  replacePlaybook(patched(find(before.id) ?? before, back));
}

function said(changes: readonly Change[], step: { playbookId: string; before: PlaybookPatch; after: PlaybookPatch }) {
  const [first, ...others] = changes;
  if (!first) return;
  const alone = others.length === 0;
  const about = alone ? words.was(first.what, first.before) : words.several(changes.length);
  const detail = changes.map(({ what, before, after }) =>
    alone ? words.fromTo(before, after) : words.was(what, words.fromTo(before, after)),
  );
  undo.did(
    words.said(alone ? first.what : words.several(changes.length)),
    { what: { what: 'playbook', ...step }, about },
    // One change after the other takes the same place; Undo by key still goes back through all of them.
    { detail: detail.join(' '), about: `playbook ${step.playbookId}` },
  );
}
