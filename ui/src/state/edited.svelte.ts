import { SvelteMap } from 'svelte/reactivity';
import type { AppError } from '../generated/api';
import { errorOf } from './backend';

/** What is changed and not saved yet, by its key: it outlives leaving the page. */
const unsaved = new SvelteMap<string, unknown>();

/** How much of that there is. */
export const unsavedCount = () => unsaved.size;

/** Drops all of it. */
export const forgetUnsaved = () => unsaved.clear();

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
    this.#own = (unsaved.get(this.#key) as T | undefined) ?? null;
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
  }
}
