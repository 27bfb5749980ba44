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
  /** How the same rows are fetched from the last to the first, exactly in reverse, if that can be asked for. */
  loadFromEnd?: (after: string | null, limit: number) => Promise<Page<R>>;
  kinds: readonly ChangeKind[];
  idOf: (row: R) => string;
  /** So many rows are needed, whatever is in sight: for example those that are ticked. */
  keep?: (rows: readonly R[]) => number;
}

/** What was there of a list when it was left. */
export interface Left<R, P> {
  rows: R[];
  next: string | null;
  tail: Tail<R>;
  first: P | null;
}

/** The end of a list, as far as it was fetched from there. */
export interface Tail<R> {
  /** In the order of the list; the last one is the last of all. */
  rows: R[];
  /** The key of the page before them; null if nothing was fetched. */
  next: string | null;
}

const NO_TAIL = { rows: [], next: null };
const PAGE = 100;
const LARGEST = 200;

/**
 * A list that is fetched page by page, by key, from the top, and where somebody jumps there, from the end: what lies
 * between is fetched once it is come to. After a change it is fetched again from the top as far as it is needed,
 * in as few pages as possible, and replaced at once.
 */
export class Paged<R, P extends Page<R> = Page<R>> {
  rows = $state.raw<R[]>([]);
  next = $state.raw<string | null>(null);
  /** Rows of the end that are there while some before them are not. */
  tail = $state.raw<Tail<R>>(NO_TAIL);
  /** The newest first page, for what it carries besides rows. */
  first = $state.raw<P | null>(null);
  error = $state.raw<AppError | null>(null);
  /** The rows still are those of before the last `reset`. */
  stale = $state(false);

  readonly #options: PagedOptions<R, P>;
  #round = 0;
  #again = false;
  #running = false;
  #wanted = PAGE;
  #filling: Promise<void> | null = null;
  #fetching: Promise<void> | null = null;
  #wantedOfEnd = 0;
  #fillingEnd: Promise<void> | null = null;

  constructor(options: PagedOptions<R, P>) {
    this.#options = options;
  }

  /** What there is, for a later list of the same rows. */
  get left(): Left<R, P> {
    return { rows: this.rows, next: this.next, tail: this.tail, first: this.first };
  }

  /** Shows what another list left, until it is fetched again. To be called before `start`. */
  resume({ rows, next, tail, first }: Left<R, P>): void {
    this.rows = rows;
    this.next = next;
    this.tail = tail;
    this.first = first;
    this.#wanted = rows.length;
  }

  /** Resolves once the rows are those that were asked for last. */
  async settled(): Promise<void> {
    while (this.stale && this.#fetching) await this.#fetching;
  }

  start(): () => void {
    void (this.first === null ? this.reset() : this.refresh());
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
    this.#filling = null;
    this.#fillingEnd = null;
    this.#wanted = PAGE;
    this.tail = NO_TAIL;
    this.stale = true;
    await this.#fetch();
  }

  /** Fetches what is needed again. */
  async refresh(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return;
    }
    await this.#fetch();
  }

  /** Fetches pages until so many rows are there, or all of them; what was wanted last counts. */
  reach(count: number): Promise<void> {
    this.#wanted = count;
    if (this.next === null || this.rows.length >= count) return Promise.resolve();
    if (this.#filling) return this.#filling;
    const filling = this.#fill().finally(() => {
      if (this.#filling === filling) this.#filling = null;
    });
    return (this.#filling = filling);
  }

  /** Whether the end can be fetched before what lies between. */
  get canEnd(): boolean {
    return this.#options.loadFromEnd !== undefined;
  }

  /** Fetches pages from the end until so many rows of it are there; nothing more of the top meanwhile. */
  reachEnd(count: number): Promise<void> {
    this.#wanted = Math.min(this.#wanted, this.rows.length);
    this.#wantedOfEnd = count;
    if (this.next === null || this.tail.rows.length >= count) return Promise.resolve();
    if (this.#fillingEnd) return this.#fillingEnd;
    const filling = this.#fillEnd().finally(() => {
      if (this.#fillingEnd === filling) this.#fillingEnd = null;
    });
    return (this.#fillingEnd = filling);
  }

  async #fillEnd(): Promise<void> {
    const round = this.#round;
    await this.#fetching;
    try {
      while (round === this.#round && this.next !== null && this.tail.rows.length < this.#wantedOfEnd) {
        const tail = await this.#further(this.tail, this.#wantedOfEnd - this.tail.rows.length);
        if (round !== this.#round || tail === null) return;
        this.tail = tail;
        this.#meet();
      }
    } catch (thrown) {
      if (round === this.#round) this.error = errorOf(thrown);
    }
  }

  /** The end with one page more before it; null if it cannot be asked for. */
  async #further(tail: Tail<R>, lacking: number): Promise<Tail<R> | null> {
    const load = this.#options.loadFromEnd;
    if (load === undefined) return null;
    const page = await load(tail.next, lacking > PAGE ? LARGEST : PAGE);
    return { rows: this.#merged(page.rows.toReversed(), tail.rows), next: page.next };
  }

  /** Joins top and end, once nothing lies between them any more. */
  #meet(): void {
    if (this.tail.rows.length === 0) return;
    const top = new Set(this.rows.map(this.#options.idOf));
    const whole = this.tail.next === null;
    if (this.next !== null && !whole && !this.tail.rows.some((row) => top.has(this.#options.idOf(row)))) return;
    if (this.next !== null) this.rows = this.#merged(this.rows, this.tail.rows);
    this.next = null;
    this.tail = NO_TAIL;
  }

  async #fill(): Promise<void> {
    const round = this.#round;
    await this.#fetching;
    while (round === this.#round && this.next !== null && this.rows.length < this.#wanted) {
      try {
        const lacking = this.#wanted - this.rows.length;
        const page = await this.#options.load(this.next, lacking > PAGE ? LARGEST : PAGE);
        if (round !== this.#round) return;
        this.rows = this.#merged(this.rows, page.rows);
        this.next = page.next;
        this.#meet();
      } catch (thrown) {
        if (round === this.#round) this.error = errorOf(thrown);
        return;
      }
    }
  }

  #fetch(): Promise<void> {
    this.#running = true;
    const fetching = this.#fetchAnew(this.#filling).finally(() => {
      if (this.#fetching === fetching) this.#fetching = null;
    });
    return (this.#fetching = fetching);
  }

  async #fetchAnew(filling: Promise<void> | null): Promise<void> {
    const round = this.#round;
    await filling;
    await this.#fillingEnd;
    do {
      this.#again = false;
      try {
        const wanted = Math.max(PAGE, this.#wanted, this.#options.keep?.(this.rows) ?? 0);
        const first = await this.#options.load(null, Math.min(LARGEST, wanted));
        let rows = first.rows;
        let next = first.next;
        while (next !== null && rows.length < wanted && round === this.#round) {
          const page = await this.#options.load(next, Math.min(LARGEST, wanted - rows.length));
          rows = this.#merged(rows, page.rows);
          next = page.next;
        }
        let tail: Tail<R> = NO_TAIL;
        const ofEnd = this.tail.rows.length;
        while (next !== null && tail.rows.length < ofEnd && round === this.#round) {
          const further: Tail<R> | null = await this.#further(tail, ofEnd - tail.rows.length);
          if (further === null) break;
          tail = further;
          if (tail.next === null) break;
        }
        if (round !== this.#round) return;
        this.rows = rows;
        this.next = next;
        this.tail = tail;
        this.#meet();
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
