import type { CandidateRow } from '../generated/api';
import { request, type TableQuery } from '../lib/tablequery';
import { call } from './backend';

/** As many as are answered at once. */
export const PAGE = 200;

/** What is told while it goes on: all rows so far, and how many there are; false stops it. */
export type SoFar = (rows: readonly CandidateRow[], total: number) => boolean;

/** Every row that a query finds, page by page; null if it was stopped. */
export async function everyRow(query: TableQuery, soFar: SoFar): Promise<CandidateRow[] | null> {
  const now = Date.now();
  const rows = new Map<string, CandidateRow>();
  let after: string | null = null;
  let total = 0;
  do {
    const page: { rows: CandidateRow[]; next: string | null; total: number | null } = await call(
      'candidates',
      request(query, after, PAGE, now),
    );
    // A row that moved between two pages must not count twice.
    for (const row of page.rows) rows.set(row.id, row);
    after = page.next;
    total = page.total ?? total;
    if (!soFar([...rows.values()], Math.max(total, rows.size))) return null;
  } while (after !== null);
  return [...rows.values()];
}
