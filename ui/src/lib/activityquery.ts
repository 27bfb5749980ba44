import type { ActivityFilter, ActivityKind, ActivityWrites } from '../generated/api';
import { between, bounds, isBetween, type Between } from './days';

export const KINDS: readonly ActivityKind[] = [
  'all',
  'invitations',
  'decisions',
  'writes',
  'reviews',
  'notifications',
  'system',
];
export const WRITES: readonly ActivityWrites[] = ['waiting', 'written', 'failed', 'left_out'];
/** Days. */
export const WITHIN = ['1', '7', '30', '90'] as const;
export type Within = (typeof WITHIN)[number] | Between;

/** What Activity is narrowed to, as its address says. */
export interface ActivityNarrowing {
  kind: ActivityKind;
  writes: ActivityWrites | null;
  /** Who did it, as the application layer names them. */
  by: string | null;
  search: string;
  within: Within | null;
}

const DAY = 86_400_000;

/** Reads the query of an address; what is not known narrows nothing. */
export function narrowing(query: Readonly<Record<string, string>>): ActivityNarrowing {
  return {
    kind: KINDS.find((kind) => kind === query['kind']) ?? 'all',
    writes: WRITES.find((state) => state === query['write']) ?? null,
    by: query['by'] || null,
    search: query['q'] ?? '',
    within: WITHIN.find((days) => days === query['within']) ?? between(query['within']),
  };
}

/** Writes it back; what narrows nothing is left out. */
export function narrowingQuery(from: ActivityNarrowing): Record<string, string> {
  return {
    kind: from.kind === 'all' ? '' : from.kind,
    write: from.writes ?? '',
    by: from.by ?? '',
    q: from.search.trim(),
    within: from.within ?? '',
  };
}

/** What the application layer is asked. */
export function activityFilter(from: ActivityNarrowing, now: number): ActivityFilter {
  const { within } = from;
  const days = bounds(within);
  return {
    kind: from.kind,
    writes: from.writes,
    by: from.by,
    search: from.search,
    from: within === null || isBetween(within) ? days.from : now - Number(within) * DAY,
    to: days.to,
  };
}

/** Whether anything is left out. */
export function isNarrowed(from: ActivityNarrowing): boolean {
  return Object.values(narrowingQuery(from)).some((value) => value !== '');
}
