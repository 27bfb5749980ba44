import { actionWords, groups } from '../words/actions';
import type { Action } from './registry';

const words = actionWords.list;

/** A list that is walked with the keyboard. */
export interface WalkedList {
  /** Keys of the rows in order. */
  keys: () => readonly string[];
  selected: () => string | null;
  /** Selects a row and moves the focus to it. */
  select: (key: string) => void;
  open: (key: string) => void;
  /** How many rows are a page. */
  page?: () => number;
  /** Goes to the first row of all; if missing, to the first of the keys. */
  toFirst?: () => void;
  /** Goes to the last row of all; if missing, to the last that is there. */
  toLast?: () => void;
}

/** A page of a list whose rows are not counted. */
const PAGE = 10;

/** The key that lies `step` rows away; the ends stay the ends. */
export function walk(keys: readonly string[], from: string | null, step: number): string | null {
  if (keys.length === 0) return null;
  const at = from === null ? -1 : keys.indexOf(from);
  if (at < 0) return (step > 0 ? keys[0] : keys[keys.length - 1]) ?? null;
  return keys[Math.min(keys.length - 1, Math.max(0, at + step))] ?? null;
}

/** j/k, arrows, page up and down, Home, End and Enter for a list. */
export function listActions(list: WalkedList): Action[] {
  const move = (step: number) => () => by(step);
  const page = (direction: 1 | -1) => () => by(direction * Math.max(1, list.page?.() ?? PAGE));
  const by = (step: number) => {
    const next = walk(list.keys(), list.selected(), step);
    if (next !== null) list.select(next);
  };
  const end = (at: 0 | -1) => () => {
    const key = list.keys().at(at);
    if (key !== undefined) list.select(key);
  };
  return [
    {
      id: 'list.next',
      label: words.next,
      group: groups.list,
      shortcuts: ['j', 'arrowdown'],
      keysOnly: true,
      repeats: true,
      run: move(1),
    },
    {
      id: 'list.previous',
      label: words.previous,
      group: groups.list,
      shortcuts: ['k', 'arrowup'],
      keysOnly: true,
      repeats: true,
      run: move(-1),
    },
    {
      id: 'list.pageDown',
      label: words.pageDown,
      group: groups.list,
      shortcuts: ['pagedown'],
      keysOnly: true,
      repeats: true,
      run: page(1),
    },
    {
      id: 'list.pageUp',
      label: words.pageUp,
      group: groups.list,
      shortcuts: ['pageup'],
      keysOnly: true,
      repeats: true,
      run: page(-1),
    },
    {
      id: 'list.first',
      label: words.first,
      group: groups.list,
      shortcuts: ['home'],
      keysOnly: true,
      repeats: true,
      run: list.toFirst ?? end(0),
    },
    {
      id: 'list.last',
      label: words.last,
      group: groups.list,
      shortcuts: ['end'],
      keysOnly: true,
      repeats: true,
      run: list.toLast ?? end(-1),
    },
    {
      id: 'list.open',
      label: words.open,
      group: groups.list,
      shortcuts: ['enter'],
      keysOnly: true,
      run: () => {
        const selected = list.selected();
        if (selected !== null) list.open(selected);
      },
    },
  ];
}

/** Whether the focus is on nothing that somebody chose: nowhere, or on the title of the page. */
export function isFocusFree(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.tagName === 'H1';
}

/** The row that was left by opening it, if it is still there and nothing else took the focus. */
export function rowToReturnTo(keys: readonly string[], opened: string | null): string | null {
  return isFocusFree() && opened !== null && keys.includes(opened) ? opened : null;
}

/** Moves the focus to the main link of a row; false if the row is not drawn. */
export function focusRow(key: string): boolean {
  const row = document.querySelector(`[data-row="${CSS.escape(key)}"]`);
  row?.querySelector<HTMLElement>('[data-row-main]')?.focus();
  row?.scrollIntoView({ block: 'nearest' });
  return row !== null;
}

/** Moves the focus to the row at which the Tab key stops, if nothing else has it; nothing scrolls. */
export function focusStop(): void {
  if (isFocusFree())
    document.querySelector<HTMLElement>('[data-row] [data-row-main][tabindex="0"]')?.focus({ preventScroll: true });
}
