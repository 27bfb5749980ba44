import { SvelteMap } from 'svelte/reactivity';
import type { AppError } from '../generated/api';
import { errorOf } from './backend';

const KEY = 'unsaved';

/** What is changed and not saved yet, by its key: it outlives leaving the page, and the window. No personal data. */
const unsaved = new SvelteMap<string, unknown>(read());

function read(): [string, unknown][] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    const isEntry = (one: unknown) => Array.isArray(one) && one.length === 2 && typeof one[0] === 'string';
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function keep(): void {
  try {
    if (unsaved.size === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify([...unsaved]));
  } catch {
    // Where nothing can be kept, it is there as long as the window.
  }
}

/** Whether `own` may stand for what is kept, which an older version may have had in another form. */
function fits(own: unknown, kept: unknown): boolean {
  if (typeof own !== typeof kept || Array.isArray(own) !== Array.isArray(kept)) return false;
  if (typeof own !== 'object' || typeof kept !== 'object' || own === null || kept === null) return true;
  const mine = new Map<string, unknown>(Object.entries(own));
  const theirs: [string, unknown][] = Object.entries(kept);
  return theirs.every(([name, value]) => value === null || (mine.has(name) && typeof mine.get(name) === typeof value));
}

/** How much of that there is. */
export const unsavedCount = () => unsaved.size;

/** Drops all of it. */
export function forgetUnsaved(): void {
  unsaved.clear();
  keep();
}

/**
 * Something that is changed here before it is saved. Whatever is saved elsewhere shows until then. Two with the same
 * key are the same thing, one after the other.
 */
export class Edited<T> {
  /** While it is saved. */
  busy = $state(false);
  /** Why it could not be saved, until it is changed. */
  error = $state.raw<AppError | null>(null);
  #own = $state.raw<T | null>(null);
  readonly #kept: () => T;
  readonly #key: string;

  constructor(key: () => string, kept: () => T) {
    this.#key = key();
    this.#kept = kept;
    const own = unsaved.get(this.#key);
    this.#own = fits(own, kept()) ? (own as T) : null;
  }

  /** As it would be saved. */
  get now(): T {
    return this.#own ?? this.#kept();
  }

  /** As it is saved. */
  get kept(): T {
    return this.#kept();
  }

  get differs(): boolean {
    return this.#own !== null && JSON.stringify(this.#own) !== JSON.stringify(this.#kept());
  }

  change(part: Partial<T>): void {
    this.#put({ ...this.now, ...part });
    this.error = null;
  }

  discard(): void {
    this.#put(null);
    this.error = null;
  }

  /** Resolves to whether it was saved; what is changed meanwhile stays. */
  async save(work: (now: T) => Promise<unknown>): Promise<boolean> {
    const now = this.now;
    this.busy = true;
    this.error = null;
    try {
      await work(now);
      if (this.#own === now) this.#put(null);
      return true;
    } catch (thrown) {
      this.error = errorOf(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  #put(own: T | null): void {
    this.#own = own;
    if (this.differs) unsaved.set(this.#key, own);
    else unsaved.delete(this.#key);
    keep();
  }
}
