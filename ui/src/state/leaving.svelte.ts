import type { ReviewDraft } from '../lib/review';
import { keep } from './backend';
import { drafts } from './drafts.svelte';
import { unsavedCount } from './edited.svelte';
import { undo, type Undoable } from './undo.svelte';

/** What a later page finds again. */
interface Kept {
  drafts: Record<string, ReviewDraft>;
  /** What can be undone. */
  done: Undoable[];
  /** Where the page was, and how far it was scrolled. */
  hash: string;
  top: number;
}

const SETTLED_MS = 200;
const PATIENCE_MS = 3_000;
/** Settings of these kinds are saved when they are left. */
const SAVED_AT_ONCE = ['number', 'time'];
const SCROLLED = 'main .scroll';

/**
 * The window lets go of its page a while after it was closed. What should outlive that is kept here;
 * what cannot be kept (a form that is half filled in, work under way) makes the page stay.
 */
class Leaving {
  #under = $state(0);
  /** Fields that were typed into since the page was last left. */
  readonly #typed = new Set<Element>();
  #top = 0;
  #from: Kept | null = null;

  /** Takes over what an earlier page kept. */
  resume(text: string | null): void {
    this.#from = read(text);
    if (!this.#from) return;
    drafts.resume(this.#from.drafts);
    undo.resume(this.#from.done);
  }

  /** The page stays until the returned function is called: something is under way. */
  stay(): () => void {
    this.#under += 1;
    return () => (this.#under -= 1);
  }

  start(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#keep(), SETTLED_MS);
    };
    const scrolled = (event: Event) => {
      if (!(event.target instanceof Element) || !event.target.matches(SCROLLED)) return;
      this.#top = event.target.scrollTop;
      soon();
    };
    const typed = ({ target }: Event) => {
      if (!(target instanceof Element) || isKept(target)) return;
      this.#typed.add(target);
      soon();
    };
    const saved = ({ target }: Event) => {
      if (target instanceof HTMLInputElement && SAVED_AT_ONCE.includes(target.type)) this.#typed.delete(target);
      soon();
    };
    const away = () => this.#keep();
    const moved = () => {
      this.#typed.clear();
      this.#top = 0;
      soon();
    };
    document.addEventListener('scroll', scrolled, { capture: true, passive: true });
    document.addEventListener('input', typed);
    document.addEventListener('change', saved);
    window.addEventListener('hashchange', moved);
    window.addEventListener('blur', away);
    const stopWatching = $effect.root(() => {
      $effect(() => {
        void [drafts.all(), undo.all(), this.#under, unsavedCount()];
        soon();
      });
    });
    this.#scrollBack();
    return () => {
      clearTimeout(timer);
      document.removeEventListener('scroll', scrolled, { capture: true });
      document.removeEventListener('input', typed);
      document.removeEventListener('change', saved);
      window.removeEventListener('hashchange', moved);
      window.removeEventListener('blur', away);
      stopWatching();
    };
  }

  #keep(): void {
    const kept: Kept = { drafts: drafts.all(), done: undo.all(), hash: location.hash, top: this.#top };
    // A dialog that was closed took its fields along.
    const holds = [...this.#typed].some((field) => field.isConnected);
    keep(JSON.stringify(kept), this.#under > 0 || holds || unsavedCount() > 0);
  }

  /** Scrolls to where the earlier page was, as soon as there is enough to scroll. */
  #scrollBack(): void {
    const { hash, top } = this.#from ?? { hash: '', top: 0 };
    const until = Date.now() + PATIENCE_MS;
    const look = () => {
      if (top === 0 || location.hash !== hash || this.#top > 0 || Date.now() > until) return;
      const element = document.querySelector(SCROLLED);
      if (element && element.scrollHeight - element.clientHeight >= top) element.scrollTop = top;
      else requestAnimationFrame(look);
    };
    look();
  }
}

/** Reviews are kept, and a search is soon typed again. */
function isKept(field: Element): boolean {
  return field.closest('[data-question]') !== null || (field instanceof HTMLInputElement && field.type === 'search');
}

function read(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return null;
  }
}

export const leaving = new Leaving();
