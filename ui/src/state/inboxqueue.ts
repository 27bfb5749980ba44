import type { CandidateRow, InboxAttention, InboxView, PreviewPerson } from '../generated/api';
import { inOrder } from '../lib/people';
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

/** Whose candidate and of which posting, as far as that is known. */
type Known = Pick<PreviewPerson, 'ownerId' | 'postingId'>;

const isOf = ({ ownerId, postingId }: Known, { owner, posting }: InboxNarrowing) =>
  (owner === null || ownerId === owner) && (posting === null || postingId === posting);

/** A posting has no owner, and what is about nobody concerns everybody. */
function isAbout(item: InboxAttention, by: InboxNarrowing): boolean {
  if (item.posting !== null) return isOf(item, { ...by, owner: null });
  return (item.screeningId === null && item.opportunityId === null) || isOf(item, by);
}

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
 * The Inbox as a queue: whoever has waited longest comes first, and only what is asked for is there.
 */
export async function loadQueue(by: InboxNarrowing): Promise<InboxView> {
  const view = await call('inbox', {});
  const narrowed = isNarrowed(by);
  const page = (query: TableQuery, limit = GROUP) => call('candidates', request(query, null, limit, Date.now()));
  const cut = view.toReviewTotal > view.toReview.length;
  const review = narrowed || cut ? await page(queryOf('to_review', by)) : null;
  const queue = {
    ...view,
    waiting: view.waiting.map((batch) => ({ ...batch, people: inOrder(batch.people, 'oldest') })),
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
    attention: view.attention.filter((item) => isAbout(item, by)),
    waiting: queue.waiting
      .map((batch) => ({ ...batch, people: batch.people.filter((person) => isOf(person, by)) }))
      .filter(({ people }) => people.length > 0),
    moves: view.moves.filter(({ row }) => toMove.has(row.id)),
    movesTotal: moves.total ?? moves.rows.length,
    goingOut,
    goingOutTotal: goingOut.length,
    finished: view.finished.filter((row) => changed.has(row.id)),
  };
}
