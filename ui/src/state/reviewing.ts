import type { CandidateRow, CandidatesPage } from '../generated/api';
import { parse } from '../lib/router';
import { request, tableQuery, type TableQuery } from '../lib/tablequery';
import { call } from './backend';
import { PAGE } from './everyrow';
import { narrowing } from './inbox.svelte';
import { queryOf } from './inboxqueue';
import { place } from './route.svelte';

/** Whoever stands further down in a list than this is not looked for: the review goes on at its top. */
const MOST = 1000;
/** As many as a round grows by. A page that is read again has room for as many who were added to it meanwhile. */
const STEP = PAGE / 2;

/** Where somebody stands in it, counted from 1. */
export interface Standing {
  at: number;
  of: number;
  /** Whoever stands before, reviewed meanwhile or not. */
  previous: string | null;
}

/** Those to review, in the order of a list: the table with its filters and its order, else the Inbox. */
function listed(from: string): TableQuery {
  const { name, query } = parse(from);
  if (name === 'candidates') return { ...tableQuery(query), filter: 'to_review' };
  return queryOf('to_review', narrowing(name === 'inbox' ? query : {}));
}

/**
 * A list that is reviewed one after the other: it stays as it was when it was begun, with those who are reviewed
 * meanwhile, so that everybody keeps a place. It is read page by page, as far as one gets.
 */
class Round {
  readonly from: string;
  /** The furthest from whom one went back: up to there one comes back the same way. */
  turned: string | null = null;
  readonly #query: TableQuery;
  readonly #pages: { after: string | null; ids: string[] }[] = [];
  /** After whom the rest begins; null if there is none. */
  #rest: { after: string | null } | null = { after: null };
  #total = 0;

  constructor(from: string) {
    this.from = from;
    this.#query = listed(from);
  }

  get ids(): string[] {
    return this.#pages.flatMap(({ ids }) => ids);
  }

  get total(): number {
    const { length } = this.ids;
    return this.#rest === null ? length : Math.max(length, this.#total);
  }

  #read(after: string | null, limit: number): Promise<CandidatesPage> {
    return call('candidates', request(this.#query, after, limit, Date.now()));
  }

  /** Reads the next page; false if all is read. */
  async more(): Promise<boolean> {
    const rest = this.#rest;
    if (rest === null) return false;
    const { rows, next, total } = await this.#read(rest.after, STEP);
    // It was read by somebody else meanwhile.
    if (this.#rest !== rest) return true;
    const known = new Set(this.ids);
    this.#pages.push({ after: rest.after, ids: rows.flatMap(({ id }) => (known.has(id) ? [] : [id])) });
    this.#rest = next === null ? null : { after: next };
    this.#total = total ?? this.#total;
    return true;
  }

  /** Whoever is below somebody and still to review; of all, if they do not stand in it. Null if nobody is. */
  async below(id: string): Promise<CandidateRow | null> {
    let at = this.#pages.findIndex(({ ids }) => ids.includes(id));
    for (at = Math.max(0, at); at < this.#pages.length || (await this.more()); at += 1) {
      const { after = null, ids = [] } = this.#pages[at] ?? {};
      const left = ids.slice(ids.indexOf(id) + 1);
      if (left.length === 0) continue;
      const { rows } = await this.#read(after, PAGE);
      const still = new Map(rows.map((row) => [row.id, row]));
      const next = left.find((one) => still.has(one));
      if (next !== undefined) return still.get(next) ?? null;
    }
    return null;
  }

  /** The first to review as it is now, but somebody. */
  async first(but: string): Promise<CandidateRow | null> {
    return (await this.#read(null, PAGE)).rows.find(({ id }) => id !== but) ?? null;
  }
}

/** What the last opened page of a candidate went through. */
let last: Round | null = null;

/** The list as it is now, as far as somebody who stands in it. */
async function begin(from: string, id: string): Promise<Round> {
  const round = new Round(from);
  try {
    while (!round.ids.includes(id) && round.ids.length < MOST && (await round.more()));
    last = round;
  } catch {
    // Where it is needed it is asked for again.
  }
  return round;
}

/** Finds whoever is reviewed after one candidate. */
export class Reviewing {
  readonly #id: string;
  /** Those to review, as they were listed when the first of them was opened. */
  #round: Promise<Round>;

  constructor(id: string) {
    this.#id = id;
    this.#round = Promise.resolve(new Round(place.lastList));
  }

  /** To be called when the page of the candidate is opened. */
  start(): void {
    const from = place.lastList;
    const at = last?.ids.indexOf(this.#id) ?? -1;
    if (last === null || place.before !== 'candidate' || last.from !== from || at < 0) {
      this.#round = begin(from, this.#id);
      return;
    }
    if (last.turned !== null && at >= last.ids.indexOf(last.turned)) last.turned = null;
    this.#round = Promise.resolve(last);
  }

  /** Null if this candidate is not among those to review. */
  async standing(): Promise<Standing | null> {
    const { ids, total } = await this.#round;
    const index = ids.indexOf(this.#id);
    return index < 0 ? null : { at: index + 1, of: total, previous: ids[index - 1] ?? null };
  }

  /** Whoever is below in that list and still to review, else its first; null if nobody is left. */
  async next(): Promise<CandidateRow | null> {
    const round = await this.#round;
    return (await round.below(this.#id)) ?? (await round.first(this.#id));
  }

  /** The id of whom to go on to: whoever one went back from, reviewed or not, else the next one to review. */
  async onward(): Promise<string | null> {
    const { ids, turned } = await this.#round;
    const at = ids.indexOf(this.#id);
    if (turned !== null && at >= 0 && at < ids.indexOf(turned)) return ids[at + 1] ?? null;
    return (await this.next())?.id ?? null;
  }

  /** The id of whoever stands before, to go back to. */
  async back(): Promise<string | null> {
    const previous = (await this.standing())?.previous ?? null;
    if (previous !== null) (await this.#round).turned ??= this.#id;
    return previous;
  }
}
