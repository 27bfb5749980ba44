import type { Page, PagedOptions } from '../state/paged.svelte';
import type { Action } from './registry';

/** What a long list shows, and what becomes of it. */
export interface BrowsedOptions<R, P extends Page<R>, L> extends PagedOptions<R, P> {
  /** Pixels; every row has the same height, or at least this one if they are measured. */
  rowHeight: number;
  /** Rows may be higher, and tell so with `measure`. */
  measured?: true;
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
  /** How many lines there are with those that are not fetched yet, once known. */
  total?: () => number | null;
  /** What else is remembered while a candidate is looked at, and put back afterwards. */
  also?: { left: () => unknown; resume: (left: unknown) => void };
}
