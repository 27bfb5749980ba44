import type { CandidateOrder } from '../generated/api';

/** A column of the table of candidates. */
export type ColumnId =
  'name' | 'assessment' | 'posting' | 'stage' | 'state' | 'score' | 'owner' | 'tags' | 'invited' | 'changed';

/** What a column is like. */
export interface Column {
  id: ColumnId;
  /** A track of the grid. */
  width: string;
  /** What ordering by it is called; not every column orders. */
  order?: CandidateOrder;
  right?: boolean;
  /** Cannot be hidden. */
  fixed?: boolean;
}

/** Every column, in the order in which they stand. */
export const COLUMNS: readonly Column[] = [
  { id: 'name', width: 'minmax(140px, 1.4fr)', order: 'name', fixed: true },
  { id: 'assessment', width: 'minmax(96px, 1.1fr)', order: 'assessment' },
  { id: 'posting', width: 'minmax(96px, 1.1fr)', order: 'posting' },
  { id: 'stage', width: 'minmax(88px, 0.9fr)', order: 'stage' },
  { id: 'state', width: '150px', order: 'state', fixed: true },
  { id: 'score', width: '88px', order: 'score' },
  { id: 'owner', width: 'minmax(80px, 0.8fr)' },
  { id: 'tags', width: 'minmax(80px, 1fr)' },
  { id: 'invited', width: '68px', order: 'invited', right: true },
  { id: 'changed', width: '72px', order: 'changed', right: true },
];

const USUAL: readonly ColumnId[] = ['name', 'assessment', 'posting', 'stage', 'state', 'score', 'changed'];
const NARROW: readonly ColumnId[] = ['name', 'assessment', 'state', 'score', 'changed'];
const NARROWEST: readonly ColumnId[] = ['name', 'state', 'changed'];
const LEAST: readonly ColumnId[] = ['name', 'state'];
const KEY = 'candidates.columns';

/** The columns that the person chose; the usual ones if none were chosen. */
export function chosenColumns(): ColumnId[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    const known = COLUMNS.filter((column) => column.fixed || (Array.isArray(kept) && kept.includes(column.id)));
    return Array.isArray(kept) ? known.map((column) => column.id) : [...USUAL];
  } catch {
    return [...USUAL];
  }
}

/** Keeps them on this computer. */
export function keepColumns(ids: readonly ColumnId[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Without storage the choice lasts until the window is closed.
  }
}

/** The columns that are shown: a narrow window leaves some of the usual ones out, a very narrow one most. */
export function shownColumns(chosen: readonly ColumnId[], width: number): Column[] {
  const isUsual = chosen.length === USUAL.length && USUAL.every((id) => chosen.includes(id));
  const room = width < 560 ? LEAST : width < 720 ? NARROWEST : width < 1000 ? NARROW : chosen;
  const wanted = isUsual || width < 720 ? room : chosen;
  return COLUMNS.filter((column) => wanted.includes(column.id));
}
