import type { AppError, ChangeKind } from '../generated/api';
import { errorOf, onChange } from './backend';

/** A page of rows and the key of the next one. */
export interface Page<R> {
  rows: R[];
  next: string | null;
}

/** How pages are fetched. */
export interface PagedOptions<R, P extends Page<R>> {
  load: (after: string | null, limit: number) => Promise<P>;
  kinds: readonly ChangeKind[];
  idOf: (row: R) => string;
}

const PAGE = 100;
const LARGEST = 200;

/**
 * A list that is fetched page by page, by key. After a change the part already shown is fetched
 * again from the top, in as few pages as possible, and replaced at once.
 */
export class Paged<R, P extends Page<R> = Page<R>> {
  rows = $state.raw<R[]>([]);
  next = $state.raw<string | null>(null);
  /** The newest first page, for what it carries besides rows. */
  first = $state.raw<P | null>(null);
  error = $state.raw<AppError | null>(null);
  loadingMore = $state(false);
  /** The rows still are those of before the last `reset`. */
  stale = $state(false);

  readonly #options: PagedOptions<R, P>;
  #round = 0;
  #again = false;
  #running = false;

  constructor(options: PagedOptions<R, P>) {
    this.#options = options;
  }

  start(): () => void {
    void this.reset();
    const stop = onChange(this.#options.kinds, () => void this.refresh());
    return () => {
      stop();
      this.#round += 1;
      this.#running = false;
    };
  }

  /** Starts again at the top, for example after the filter changed; old rows stay until then. */
  async reset(): Promise<void> {
    this.#round += 1;
    this.#running = false;
    this.stale = true;
    await this.#fetch(PAGE);
  }

  /** Fetches what is shown again. */
  async refresh(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return;
    }
    await this.#fetch(Math.max(PAGE, this.rows.length));
  }

  /** Fetches the page after the last row. */
  async more(): Promise<void> {
    if (this.#running || this.loadingMore || this.next === null) return;
    this.loadingMore = true;
    const round = this.#round;
    try {
      const page = await this.#options.load(this.next, PAGE);
      if (round !== this.#round) return;
      this.rows = this.#merged(this.rows, page.rows);
      this.next = page.next;
    } catch (thrown) {
      if (round === this.#round) this.error = errorOf(thrown);
    } finally {
      this.loadingMore = false;
    }
  }

  async #fetch(wanted: number): Promise<void> {
    this.#running = true;
    const round = this.#round;
    do {
      this.#again = false;
      try {
        const first = await this.#options.load(null, Math.min(LARGEST, wanted));
        let rows = first.rows;
        let next = first.next;
        while (next !== null && rows.length < wanted && round === this.#round) {
          const page = await this.#options.load(next, Math.min(LARGEST, wanted - rows.length));
          rows = this.#merged(rows, page.rows);
          next = page.next;
        }
        if (round !== this.#round) return;
        this.rows = rows;
        this.next = next;
        this.first = first;
        this.error = null;
        this.stale = false;
      } catch (thrown) {
        if (round !== this.#round) return;
        this.error = errorOf(thrown);
        this.stale = false;
      }
    } while (this.#again);
    this.#running = false;
  }

  /** A row that moved between two pages must not appear twice. */
  #merged(before: R[], after: R[]): R[] {
    const seen = new Set(before.map((row) => this.#options.idOf(row)));
    return [...before, ...after.filter((row) => !seen.has(this.#options.idOf(row)))];
  }
}
