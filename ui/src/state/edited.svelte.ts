import type { AppError } from '../generated/api';
import { errorOf } from './backend';

/** Something that is changed here before it is saved. Whatever is saved elsewhere shows until then. */
export class Edited<T> {
  /** While it is saved. */
  busy = $state(false);
  /** Why it could not be saved, until it is changed. */
  error = $state.raw<AppError | null>(null);
  #own = $state.raw<T | null>(null);
  readonly #kept: () => T;

  constructor(kept: () => T) {
    this.#kept = kept;
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
    this.#own = { ...this.now, ...part };
    this.error = null;
  }

  discard(): void {
    this.#own = null;
    this.error = null;
  }

  /** Resolves to whether it was saved; what is changed meanwhile stays. */
  async save(work: (now: T) => Promise<unknown>): Promise<boolean> {
    const now = this.now;
    this.busy = true;
    this.error = null;
    try {
      await work(now);
      if (this.#own === now) this.#own = null;
      return true;
    } catch (thrown) {
      this.error = errorOf(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
