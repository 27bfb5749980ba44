import type { CandidateRow } from '../generated/api';
import { nextToReview } from '../lib/review';
import { parse } from '../lib/router';
import { tableQuery } from '../lib/tablequery';
import { everyRow } from './everyrow';
import { narrowing } from './inbox.svelte';
import { reviewQueue } from './inboxqueue';
import { place } from './route.svelte';

/** Whoever stands further down in the table than this is not looked for: the review goes on at its top. */
const MOST = 1000;

/**
 * Those to review, in the order of the list that the candidate was opened from: the table with its filters and its
 * order, else the Inbox. Of the table, only as many as are `enough`.
 */
async function listedToReview(enough: (rows: readonly CandidateRow[]) => boolean): Promise<readonly CandidateRow[]> {
  const { name, query } = parse(place.lastList);
  if (name !== 'candidates') return reviewQueue(narrowing(name === 'inbox' ? query : {}));
  let found: readonly CandidateRow[] = [];
  await everyRow({ ...tableQuery(query), filter: 'to_review' }, (rows) => {
    found = rows;
    return rows.length < MOST && !enough(rows);
  });
  return found;
}

/** Finds whoever is reviewed after one candidate. */
export class Reviewing {
  readonly #id: string;
  /** Those to review, as they were listed when the page of the candidate was opened. */
  #listed: Promise<readonly string[]> = Promise.resolve([]);

  constructor(id: string) {
    this.#id = id;
  }

  /** To be called when the page of the candidate is opened. */
  start(): void {
    const below = (rows: readonly CandidateRow[]) => rows.slice(0, -1).some((row) => row.id === this.#id);
    this.#listed = listedToReview(below).then(
      (rows) => rows.map((row) => row.id),
      () => [],
    );
  }

  /** Whoever is below in that list and still to review, else its first; null if nobody is left. */
  async next(): Promise<CandidateRow | null> {
    const listed = await this.#listed;
    const below = new Set(listed.slice(listed.indexOf(this.#id) + 1));
    const wanted = (row: CandidateRow) => (below.size > 0 ? below.has(row.id) : row.id !== this.#id);
    return nextToReview(this.#id, listed, await listedToReview((rows) => rows.some(wanted)));
  }
}
