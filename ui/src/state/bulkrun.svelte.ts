import type { CandidateRow } from '../generated/api';
import { doAll, type BulkAction } from './bulk';

/** What is being done with several screenings. */
export interface Run {
  action: BulkAction;
  done: number;
  all: number;
  /** It ends before the next one. */
  stopping: boolean;
}

type Hear = (ids: readonly string[]) => void;

/** What is done with ticked rows: one thing at a time, which goes on whichever page is looked at, until it is stopped. */
class BulkRun {
  now = $state.raw<Run | null>(null);
  /** The bar of the ticked rows, while it is there. */
  #bar = $state.raw<Hear | null>(null);
  #unheard: ReadonlySet<string> = new Set();

  /** Whether it is to be said and stopped elsewhere: no bar does. */
  get isElsewhere(): boolean {
    return this.#bar === null;
  }

  /** Whether there is something to stop; moves are confirmed all at once. */
  get canStop(): boolean {
    return this.now !== null && this.now.action !== 'move';
  }

  /** Tells a bar with whom it was done, until the returned function is called. */
  show(bar: Hear): () => void {
    this.#bar = bar;
    this.#unheard = new Set();
    return () => {
      if (this.#bar === bar) this.#bar = null;
    };
  }

  /** Whether it was done with this one while there was no bar. */
  wasDone(id: string): boolean {
    return this.#unheard.has(id);
  }

  /** Does it with exactly these; nothing if something is being done already. */
  async start(action: BulkAction, rows: readonly CandidateRow[]): Promise<void> {
    if (this.now !== null) return;
    this.now = { action, done: 0, all: rows.length, stopping: false };
    const far = (done: number) => this.now && (this.now = { ...this.now, done });
    const ids = await doAll(action, rows, far, () => this.now?.stopping === true);
    this.now = null;
    if (this.#bar) this.#bar(ids);
    else this.#unheard = new Set(ids);
  }

  /** Ends it before the next one. */
  stop(): void {
    if (this.now && this.canStop) this.now = { ...this.now, stopping: true };
  }
}

export const bulkRun = new BulkRun();
