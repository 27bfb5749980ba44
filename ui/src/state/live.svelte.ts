import type { AppError, ChangeEvent, ChangeKind } from '../generated/api';
import { errorOf, onChange } from './backend';

/** What a live value is made of. */
export interface LiveOptions<T> {
  /** Fetches the value. */
  load: () => Promise<T>;
  /** Kinds of changes after which it is fetched again. */
  kinds: readonly ChangeKind[];
  /** Narrows the changes further. */
  concerns?: (event: ChangeEvent) => boolean;
}

/**
 * A value from the application layer that refetches itself after changes. Old data stays while new
 * data is on its way; a burst of changes costs at most one fetch under way and one after it.
 */
export class Live<T> {
  /** The latest value. */
  data = $state.raw<T | null>(null);
  /** Why the latest fetch failed, until one works. */
  error = $state.raw<AppError | null>(null);

  readonly #options: LiveOptions<T>;
  #running: Promise<void> | null = null;
  #again = false;
  #round = 0;

  constructor(options: LiveOptions<T>) {
    this.#options = options;
  }

  /** Fetches, and keeps fetching after changes until the returned function is called. */
  start(): () => void {
    void this.refresh();
    const stop = onChange(this.#options.kinds, (event) => {
      if (this.#options.concerns?.(event) ?? true) void this.refresh();
    });
    return () => {
      stop();
      this.#round += 1;
      this.#running = null;
      this.#again = false;
    };
  }

  /** Fetches now, or once more after the fetch under way. Resolves once data is there that was asked for since. */
  refresh(): Promise<void> {
    if (this.#running) this.#again = true;
    return (this.#running ??= this.#fetch());
  }

  async #fetch(): Promise<void> {
    const round = this.#round;
    do {
      this.#again = false;
      try {
        const data = await this.#options.load();
        if (round !== this.#round) return;
        // What is the same as before is not drawn anew.
        if (JSON.stringify(data) !== JSON.stringify(this.data)) this.data = data;
        this.error = null;
      } catch (thrown) {
        if (round !== this.#round) return;
        this.error = errorOf(thrown);
      }
    } while (this.#again);
    this.#running = null;
  }

  /** Shows a value that a command answered, without waiting for the change event. */
  put(data: T): void {
    this.data = data;
    this.error = null;
  }
}
