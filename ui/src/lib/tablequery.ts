import type { CandidateFilter, CandidateOrder, CandidatesQuery, OverviewRange } from '../generated/api';
import { between, bounds, isBetween, type Between } from './days';

/** What the table of candidates is narrowed to and how it is ordered. */
export interface TableQuery {
  filter: CandidateFilter;
  search: string;
  postings: string[];
  stages: string[];
  assessments: string[];
  owners: string[];
  /** `0` for none. */
  scores: string[];
  /** Changed within so many days from now, or between two days. */
  within: (typeof WITHIN)[number] | Between | null;
  /** Invited in a time of the overview, or between two days. */
  invited: OverviewRange | Between | null;
  order: CandidateOrder;
  reversed: boolean;
}

/** Filters that are chosen from a list. */
export type Choosable = 'postings' | 'stages' | 'assessments' | 'owners' | 'scores';

/** The states to which the table can be narrowed, in the order in which they are shown. */
export const FILTERS: readonly CandidateFilter[] = [
  'all',
  'open',
  'invited',
  'to_review',
  'to_move',
  'attention',
  'scored',
  'ended',
  'not_sent',
];
const ORDERS: readonly CandidateOrder[] = [
  'changed',
  'name',
  'posting',
  'stage',
  'assessment',
  'state',
  'score',
  'invited',
];
const NAMES: Readonly<Record<Choosable, string>> = {
  postings: 'posting',
  stages: 'stage',
  assessments: 'assessment',
  owners: 'owner',
  scores: 'score',
};
/** Days that can be chosen. */
export const WITHIN = ['1', '7', '30', '90'] as const;
/** Times of the overview that can be chosen. */
export const INVITED: readonly OverviewRange[] = ['4w', '12w', 'year', 'all'];
const DAY = 86_400_000;
/** Stands for "none" in an address; no id of Lever's looks so. */
const NONE = '-';

/** The choosable filters in the order in which they are shown. */
export const CHOOSABLE: readonly Choosable[] = ['postings', 'stages', 'assessments', 'owners', 'scores'];

/** Reads the query of a route. What is not understood asks for nothing. */
export function tableQuery(query: Readonly<Record<string, string>>): TableQuery {
  const many = (name: Choosable) =>
    (query[NAMES[name]] ?? '')
      .split(',')
      .filter((value) => value !== '')
      .map((value) => (value === NONE ? '' : value));
  const within = query['within'] ?? '';
  return {
    filter: FILTERS.find((known) => known === query['filter']) ?? 'all',
    search: query['q'] ?? '',
    postings: many('postings'),
    stages: many('stages'),
    assessments: many('assessments'),
    owners: many('owners'),
    scores: many('scores').filter((score) => /^[0-4]$/.test(score)),
    within: WITHIN.find((known) => known === within) ?? between(within),
    invited: INVITED.find((known) => known === query['invited']) ?? between(query['invited']),
    order: ORDERS.find((known) => known === query['order']) ?? 'changed',
    reversed: query['reversed'] === 'yes',
  };
}

/** Writes it back; what asks for nothing is left out. */
export function routeQuery(query: TableQuery): Record<string, string> {
  const many = (values: readonly string[]) => values.map((value) => (value === '' ? NONE : value)).join(',');
  return {
    filter: query.filter === 'all' ? '' : query.filter,
    q: query.search,
    posting: many(query.postings),
    stage: many(query.stages),
    assessment: many(query.assessments),
    owner: many(query.owners),
    score: many(query.scores),
    within: query.within ?? '',
    invited: query.invited ?? '',
    order: query.order === 'changed' ? '' : query.order,
    reversed: query.reversed ? 'yes' : '',
  };
}

/** The same for the application layer. */
export function request(query: TableQuery, after: string | null, limit: number | null, now: number): CandidatesQuery {
  const { within, invited } = query;
  const changed = bounds(within);
  const sent = bounds(invited);
  return {
    search: query.search,
    filter: query.filter,
    postings: query.postings,
    stages: query.stages,
    assessments: query.assessments,
    owners: query.owners,
    scores: query.scores.map(Number),
    changedFrom: within === null || isBetween(within) ? changed.from : now - Number(within) * DAY,
    changedTo: changed.to,
    days: [],
    invited: isBetween(invited) ? null : invited,
    invitedFrom: sent.from,
    invitedTo: sent.to,
    order: query.order,
    reversed: query.reversed,
    fromEnd: false,
    after,
    limit,
  };
}

/** A query that asks for everybody who matches some words. */
export function searching(search: string): TableQuery {
  return { ...tableQuery({}), search };
}

/** How many filters besides the search and the chip are set. */
export function narrowedBy(query: TableQuery): number {
  const times = [query.within, query.invited].filter((time) => time !== null);
  return CHOOSABLE.filter((name) => query[name].length > 0).length + times.length;
}

/** The next order when a head is pressed: the column's usual one, then reversed, then the usual order again. */
export function ordered(query: TableQuery, by: CandidateOrder): TableQuery {
  if (query.order !== by) return { ...query, order: by, reversed: false };
  if (!query.reversed) return { ...query, reversed: true };
  return { ...query, order: 'changed', reversed: false };
}

/** Puts a value in, or takes it out. */
export function toggled(values: readonly string[], value: string): string[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
