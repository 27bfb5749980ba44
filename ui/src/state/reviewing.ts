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

interface Listed {
  rows: readonly CandidateRow[];
  total: number;
}

/** A list that is reviewed one after the other: it stays as it was when it was begun, so that everybody keeps a place. */
interface Round {
  from: string;
  ids: readonly string[];
  total: number;
}

/** Where somebody stands in it, counted from 1. */
export interface Standing {
  at: number;
  of: number;
  /** Whoever stands before, reviewed meanwhile or not. */
  previous: string | null;
}

/** What the last opened page of a candidate went through. */
let last: Round | null = null;
const NOTHING: Round = { from: '', ids: [], total: 0 };

/**
 * Those to review, in the order of the list that the candidate was opened from: the table with its filters and its
 * order, else the Inbox. Of the table, only as many as are `enough`.
 */
async function listedToReview(enough: (rows: readonly CandidateRow[]) => boolean): Promise<Listed> {
  const { name, query } = parse(place.lastList);
  if (name !== 'candidates') return reviewQueue(narrowing(name === 'inbox' ? query : {}));
  let found: Listed = { rows: [], total: 0 };
  await everyRow({ ...tableQuery(query), filter: 'to_review' }, (rows, total) => {
    found = { rows, total };
    return rows.length < MOST && !enough(rows);
  });
  return found;
}

/** Finds whoever is reviewed after one candidate. */
export class Reviewing {
  readonly #id: string;
  /** Those to review, as they were listed when the page of the candidate was opened. */
  #round: Promise<Round> = Promise.resolve(NOTHING);

  constructor(id: string) {
    this.#id = id;
  }

  /** To be called when the page of the candidate is opened. */
  start(): void {
    const from = place.lastList;
    if (place.before === 'candidate' && last?.from === from && last.ids.includes(this.#id)) {
      this.#round = Promise.resolve(last);
      return;
    }
    const below = (rows: readonly CandidateRow[]) => rows.slice(0, -1).some((row) => row.id === this.#id);
    this.#round = listedToReview(below).then(
      ({ rows, total }) => (last = { from, ids: rows.map((row) => row.id), total }),
      () => NOTHING,
    );
  }

  /** Null if this candidate is not among those to review. */
  async standing(): Promise<Standing | null> {
    const { ids, total } = await this.#round;
    const index = ids.indexOf(this.#id);
    if (index < 0) return null;
    return { at: index + 1, of: Math.max(total, ids.length), previous: ids[index - 1] ?? null };
  }

  /** Whoever is below in that list and still to review, else its first; null if nobody is left. */
  async next(): Promise<CandidateRow | null> {
    const { ids: listed } = await this.#round;
    const below = new Set(listed.slice(listed.indexOf(this.#id) + 1));
    const wanted = (row: CandidateRow) => (below.size > 0 ? below.has(row.id) : row.id !== this.#id);
    const { rows } = await listedToReview((found) => found.some(wanted));
    return nextToReview(this.#id, listed, rows);
  }
}
