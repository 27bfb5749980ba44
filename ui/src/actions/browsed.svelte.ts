import { onMount, untrack } from 'svelte';
import { Paged, type Page, type PagedOptions } from '../state/paged.svelte';
import { place } from '../state/route.svelte';
import { VirtualRows } from '../state/virtual.svelte';
import { listActions, rowToReturnTo } from './list';
import { registry, type Action } from './registry';
import { WalkedRow } from './walked.svelte';

/** What a long list shows, and what becomes of it. */
export interface BrowsedOptions<R, P extends Page<R>, L> extends PagedOptions<R, P> {
  /** Pixels; every row has the same height. */
  rowHeight: number;
  /** What is drawn of what was fetched, in order. */
  lines: (rows: readonly R[]) => readonly L[];
  keyOf: (line: L) => string;
  /** Whether the keyboard goes there; it skips headings. */
  isRow?: (line: L) => boolean;
  /** Everything that decides what is listed: the list begins at the top whenever it changes. */
  query: () => { search: string };
  onsearch: (text: string) => void;
  onchanged?: () => void;
  open: (key: string) => void;
  /** What else is done with the list. */
  actions: readonly Action[];
  /** The candidate that a line opens; its key, if missing. */
  opens?: (line: L) => string | null;
}

/** Milliseconds without a key before a search is made. */
const TYPING = 30;
/** The next page is fetched this many rows before the end. */
const AHEAD = 30;

/**
 * A long list that is fetched page by page, drawn as far as it is in sight, searched and walked with the keyboard, and
 * that comes back to the row that was opened. To be made while a component is set up.
 */
export class Browsed<R, P extends Page<R>, L> {
  readonly list: Paged<R, P>;
  readonly walked: WalkedRow;
  readonly #options: BrowsedOptions<R, P, L>;
  readonly #rows: VirtualRows;
  /** What is typed into the search. */
  typed = $state('');
  scroller = $state<HTMLElement>();
  readonly lines = $derived.by(() => this.#options.lines(this.list.rows));
  readonly keys = $derived.by(() => {
    const { isRow = () => true, keyOf } = this.#options;
    return this.lines.filter(isRow).map(keyOf);
  });
  /** The lines in sight and where they stand. */
  readonly drawn = $derived.by(() =>
    this.#rows.items.flatMap(({ index, start }) => {
      const line = this.lines[index];
      return line ? [{ line, index, top: start }] : [];
    }),
  );

  constructor(options: BrowsedOptions<R, P, L>) {
    this.#options = options;
    this.list = new Paged<R, P>(options);
    this.#rows = new VirtualRows(options.rowHeight);
    this.typed = untrack(() => options.query().search);
    this.walked = new WalkedRow(
      () => this.drawn,
      (key) => this.#rows.reveal(this.lines.findIndex((line) => options.keyOf(line) === key)),
    );
    this.#search();
    this.#beginAnew();
    this.#scroll();
    this.#comeBack();
    onMount(() => {
      const stop = this.list.start();
      const forget = registry.add([
        ...listActions({
          keys: () => this.keys,
          selected: () => this.walked.key,
          select: (key) => void this.walked.go(key),
          open: options.open,
        }),
        ...options.actions,
      ]);
      return () => {
        stop();
        forget();
      };
    });
  }

  /** How high all lines are together. */
  get height(): number {
    return this.#rows.height;
  }

  /** Goes to the first row; missing if there is none. */
  get toFirst(): (() => void) | undefined {
    const first = this.keys[0];
    return first === undefined ? undefined : () => void this.walked.go(first);
  }

  #search(): void {
    const { query, onsearch } = this.#options;
    $effect(() => {
      const text = this.typed;
      const timer = setTimeout(() => {
        if (text !== query().search) onsearch(text);
      }, TYPING);
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
      this.#options.query();
      untrack(() => {
        if (!first) {
          this.#rows.top();
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
    $effect(() => this.#rows.setCount(this.lines.length));
    $effect(() => {
      const last = this.#rows.items.at(-1);
      if (last && last.index > this.lines.length - AHEAD) untrack(() => void this.list.more());
    });
  }

  #comeBack(): void {
    let back = false;
    $effect(() => {
      if (back || this.drawn.length === 0 || this.keys.length === 0) return;
      back = true;
      untrack(() => {
        const { keyOf, opens = keyOf } = this.#options;
        const left = place.opened === null ? undefined : this.lines.find((line) => opens(line) === place.opened);
        const key = left && rowToReturnTo(this.keys, keyOf(left));
        if (key) void this.walked.go(key);
      });
    });
  }
}
