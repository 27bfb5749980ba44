import { onMount, tick, untrack } from 'svelte';
import { Paged, type Left, type Page } from '../state/paged.svelte';
import { place } from '../state/route.svelte';
import { goOnWith } from '../state/sections';
import { VirtualRows } from '../state/virtual.svelte';
import { anchorLines, lineAt, placeOf, type Standing } from './standing.svelte';
import { listActions, rowToReturnTo } from './list';
import type { BrowsedOptions } from './browsedoptions';
import { registry } from './registry';
import { WalkedRow } from './walked.svelte';

/** What is remembered of a list while a candidate is looked at. */
interface Remembered {
  /** The query that it answered. */
  asked: string;
  list: Left<unknown, unknown>;
  key: string | null;
  offset: number;
  sizes: VirtualRows['sizes'];
  also: unknown;
}

/** Milliseconds between two searches while somebody types. */
const TYPING = 30;
/** The next page is fetched this many rows before the end. */
const AHEAD = 60;
/** Of each view, the list that was left last. */
const remembered = new Map<string, Remembered>();

/**
 * A long list that is fetched page by page, drawn as far as it is in sight, searched and walked with the keyboard, and
 * that comes back to the row that was opened. To be made while a component is set up.
 */
export class Browsed<R, P extends Page<R>, L> {
  readonly list: Paged<R, P>;
  readonly walked: WalkedRow;
  readonly #options: BrowsedOptions<R, P, L>;
  readonly #rows: VirtualRows;
  readonly #view = untrack(() => place.route.name);
  #back: Remembered | null = null;
  /** Another list was asked for: it begins at the top. */
  #anew = false;
  #asked = '';
  /** What is typed into the search. */
  typed = $state('');
  scroller = $state<HTMLElement>();
  readonly lines = $derived.by(() => this.#options.lines(this.list.rows));
  /** Lines of the end, while some before them are not there. */
  readonly #ending = $derived.by(() => {
    const { rows } = this.list.tail;
    return rows.length === 0 ? [] : this.#options.lines(rows);
  });
  readonly #topKeys = $derived.by(() => this.#keysOf(this.lines));
  readonly #endKeys = $derived.by(() => this.#keysOf(this.#ending));
  /** Of every row that is there, in order. */
  readonly keys = $derived.by(() => [...this.#topKeys, ...this.#endKeys]);
  /** The lines in sight and where they stand. */
  readonly drawn = $derived.by(() =>
    this.#rows.items.flatMap(({ index, start }) => {
      const line = this.#lineAt(index);
      return line ? [{ line, index, top: start }] : [];
    }),
  );

  /** Where lines stand that are in sight and not there yet. */
  readonly placeholders = $derived.by(() => this.#rows.items.filter(({ index }) => !this.#lineAt(index)));

  constructor(options: BrowsedOptions<R, P, L>) {
    this.#options = options;
    this.list = new Paged<R, P>(options);
    this.#rows = new VirtualRows(
      options.rowHeight,
      () => this.#placeOf(this.walked.key),
      options.measured && ((index) => this.#keyAt(index)),
    );
    this.#resume();
    this.typed = untrack(() => options.query().search);
    this.walked = new WalkedRow(
      () => this.drawn,
      (key) => this.#rows.reveal(this.#placeOf(key)),
    );
    this.#search();
    this.#beginAnew();
    this.#scroll();
    this.#hold();
    this.#comeBack();
    this.#stay();
    onMount(() => {
      const stop = this.list.start();
      const forget = registry.add([
        ...listActions({
          keys: () => this.beside,
          selected: () => this.walked.key,
          select: (key) => void this.walked.go(key),
          open: options.open,
          page: () => Math.floor((this.scroller?.clientHeight ?? 0) / this.#rows.tallest) - 1,
          toFirst: () => this.toFirst?.(),
          ...(options.total ? { toLast: () => void this.#toLast() } : {}),
        }),
        ...options.actions,
      ]);
      return () => {
        this.#remember();
        stop();
        forget();
      };
    });
  }

  /** How high all lines are together. */
  get height(): number {
    return this.#rows.height;
  }

  /** Of a row with `data-index`, in a list whose rows are measured. */
  readonly measure = (row: HTMLElement): void => untrack(() => this.#rows.measure(row));

  /** Goes to the first row; missing if there is none. */
  get toFirst(): (() => void) | undefined {
    const first = this.keys[0];
    return first === undefined ? undefined : () => void this.walked.go(first);
  }

  /** The keys that stand together with the row that the keyboard is at: no row is missing between them. */
  get beside(): readonly string[] {
    const { key } = this.walked;
    return key !== null && this.#endKeys.includes(key) ? this.#endKeys : this.#topKeys;
  }

  /** Fetches whatever lies between two rows that are there. */
  async join(one: string, other: string): Promise<void> {
    if (this.#endKeys.includes(one) !== this.#endKeys.includes(other)) await this.list.reach(this.#count);
  }

  /** How many lines there will be, once all are fetched. */
  get #count(): number {
    const there = this.lines.length + this.#ending.length;
    return this.list.next === null ? there : Math.max(there, this.#options.total?.() ?? 0);
  }

  #keysOf(lines: readonly L[]): string[] {
    const { isRow = () => true, keyOf } = this.#options;
    return lines.filter(isRow).map(keyOf);
  }

  /** What stands where. */
  get #standing(): Standing<L> {
    return { lines: this.lines, ending: this.#ending, count: this.#count };
  }

  #lineAt(index: number): L | undefined {
    return lineAt(this.#standing, index);
  }

  #keyAt(index: number): string {
    const line = this.#lineAt(index);
    return line ? this.#options.keyOf(line) : `place ${index}`;
  }

  #placeOf(key: string | null): number {
    return placeOf(this.#standing, this.#options.keyOf, key);
  }

  async #toLast(): Promise<void> {
    // After another filter, the last row is meant of what it brings.
    if (this.list.stale) await this.list.settled().then(tick);
    const from = this.walked.key;
    this.#rows.reveal(this.#count - 1);
    await (this.list.canEnd ? this.list.reachEnd(AHEAD) : this.list.reach(this.#count));
    const last = this.keys.at(-1);
    // Somebody may have gone on meanwhile.
    if (last !== undefined && this.walked.key === from) await this.walked.go(last);
  }

  #resume(): void {
    const { query, also } = this.#options;
    const left = remembered.get(this.#view);
    remembered.delete(this.#view);
    if (place.before !== 'candidate' || left?.asked !== JSON.stringify(untrack(query))) return;
    this.#back = left;
    this.#rows.sizes = left.sizes;
    this.list.resume(left.list as Left<R, P>);
    also?.resume(left.also);
  }

  #remember(): void {
    remembered.set(this.#view, {
      asked: this.#asked,
      list: this.list.left,
      key: this.walked.key,
      offset: this.#rows.offset,
      sizes: this.#rows.sizes,
      also: this.#options.also?.left(),
    });
  }

  #search(): void {
    const { query, onsearch } = this.#options;
    let asked = -TYPING;
    $effect(() => {
      const text = this.typed;
      const ask = () => {
        if (text === query().search) return;
        asked = performance.now();
        onsearch(text);
      };
      // A letter is answered at once; only what comes faster than anybody types is gathered.
      const wait = asked + TYPING - performance.now();
      if (wait <= 0) return untrack(ask);
      const timer = setTimeout(ask, wait);
      return () => clearTimeout(timer);
    });
    // A link may lead to another search of the same list.
    $effect(() => {
      const { search } = query();
      untrack(() => {
        if (search.trim() !== this.typed.trim()) this.typed = search;
      });
    });
  }

  #beginAnew(): void {
    let first = true;
    $effect(() => {
      this.#asked = JSON.stringify(this.#options.query());
      untrack(() => {
        if (!first) {
          this.#rows.scrollTo(0);
          this.#anew = true;
          this.#options.onchanged?.();
          void this.list.reset();
        }
        first = false;
      });
    });
  }

  #scroll(): void {
    $effect(() => {
      const element = this.scroller;
      return element && untrack(() => this.#rows.mount(element));
    });
    $effect(() => {
      void this.lines;
      void this.#ending;
      this.#rows.setCount(this.#count);
    });
    $effect(() => {
      const [first, last] = [this.#rows.items[0], this.#rows.items.at(-1)];
      void this.lines;
      void this.#ending;
      if (first && last && !this.list.stale && !this.#back) untrack(() => this.#fetch(first.index, last.index));
    });
  }

  #hold(): void {
    anchorLines<L>({
      scroller: () => this.scroller,
      drawn: () => [this.lines, this.#ending],
      standing: () => this.#standing,
      startOf: (index) => this.#rows.startOf(index),
      keyOf: this.#options.keyOf,
      mayMove: () => {
        const begins = this.#anew || this.#back !== null;
        if (!this.list.stale) this.#anew = false;
        return begins;
      },
    });
  }

  /** Fetches what is in sight, and what is scrolled to next, from whichever side is nearer. */
  #fetch(first: number, last: number): void {
    const [fromTop, fromEnd] = [first - this.lines.length, this.#count - first];
    if (fromTop > AHEAD && fromEnd < fromTop + this.lines.length && this.list.canEnd)
      void this.list.reachEnd(fromEnd + AHEAD);
    // Lines may stand for several rows each.
    else void this.list.reach(last + AHEAD + Math.max(0, this.list.rows.length - this.lines.length));
  }

  #comeBack(): void {
    let back = false;
    $effect(() => {
      if (back || this.drawn.length === 0 || this.keys.length === 0) return;
      back = true;
      untrack(() => {
        const { keyOf, opens = keyOf } = this.#options;
        // Whoever was opened from elsewhere does not decide where this list begins.
        const opened = this.#back || remembered.size === 0 ? place.opened : null;
        const is = (line: L) => opened !== null && opens(line) === opened;
        const left = this.lines.find(is) ?? this.#ending.find(is);
        void this.#settle(rowToReturnTo(this.keys, left ? keyOf(left) : (this.#back?.key ?? null)));
      });
    });
  }

  /** Scrolls to where the list was left, and goes to a row there. */
  async #settle(key: string | null): Promise<void> {
    if (this.#back) {
      await tick();
      this.#rows.scrollTo(this.#back.offset);
      this.#back = null;
    }
    if (key !== null) await this.walked.go(key);
  }

  /** Goes on beside a row that had the focus and now is elsewhere, or nowhere. */
  #stay(): void {
    let before: readonly string[] = [];
    $effect(() => {
      const now = this.keys;
      untrack(() => {
        const { key, adrift } = this.walked;
        const others = now.filter((other) => other !== key);
        if (adrift && key !== null) void this.walked.go(goOnWith(before, others, key));
        before = now;
      });
    });
  }
}
