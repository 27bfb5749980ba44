import type { CandidateRow, InboxView } from '../generated/api';
import { request, tableQuery, type TableQuery } from '../lib/tablequery';
import { call } from './backend';

/** Whose and of which posting; null for all. */
export interface InboxNarrowing {
  /** The id of the owner in Lever. */
  owner: string | null;
  /** The id of the posting. */
  posting: string | null;
}

/** As many as the Inbox answers of each section. */
const GROUP = 50;
/** What goes out or has just finished is among so many that changed last. */
const LATELY = 200;

export const isNarrowed = ({ owner, posting }: InboxNarrowing) => owner !== null || posting !== null;

const idsOf = (rows: readonly CandidateRow[]) => new Set(rows.map((row) => row.id));
const oldestFirst = (rows: readonly CandidateRow[]) => [...rows].sort((a, b) => a.changedAt - b.changedAt);

/** The table's query for the rows of a section, the oldest first. */
export function queryOf(filter: TableQuery['filter'], { owner, posting }: InboxNarrowing): TableQuery {
  return {
    ...tableQuery({}),
    filter,
    owners: owner === null ? [] : [owner],
    postings: posting === null ? [] : [posting],
    reversed: true,
  };
}

/**
 * The Inbox as a queue: whoever has waited longest comes first, and only what is asked for is there. What needs
 * attention and what waits for a yes belongs to everybody.
 */
export async function loadQueue(by: InboxNarrowing): Promise<InboxView> {
  const view = await call('inbox', {});
  const narrowed = isNarrowed(by);
  const page = (query: TableQuery, limit = GROUP) => call('candidates', request(query, null, limit, Date.now()));
  const cut = view.toReviewTotal > view.toReview.length;
  const review = narrowed || cut ? await page(queryOf('to_review', by)) : null;
  const queue = {
    ...view,
    toReview: review?.rows ?? oldestFirst(view.toReview),
    toReviewTotal: review?.total ?? view.toReviewTotal,
    goingOut: oldestFirst(view.goingOut),
  };
  if (!narrowed) return queue;
  const latest = { ...queryOf('all', by), reversed: false };
  const [moves, lately] = await Promise.all([page(queryOf('to_move', by)), page(latest, LATELY)]);
  const [toMove, changed] = [idsOf(moves.rows), idsOf(lately.rows)];
  const goingOut = queue.goingOut.filter((row) => changed.has(row.id));
  return {
    ...queue,
    moves: view.moves.filter(({ row }) => toMove.has(row.id)),
    movesTotal: moves.total ?? moves.rows.length,
    goingOut,
    goingOutTotal: goingOut.length,
    finished: view.finished.filter((row) => changed.has(row.id)),
  };
}
