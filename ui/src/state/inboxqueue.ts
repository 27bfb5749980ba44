import type {
  CandidateFilter,
  CandidateRow,
  InboxAttention,
  InboxView,
  PreviewPerson,
  ScreeningState,
} from '../generated/api';
import { inOrder } from '../lib/people';
import { href } from '../lib/router';
import { request, tableQuery, type TableQuery } from '../lib/tablequery';
import type { SectionName } from '../words/inbox';
import { call } from './backend';
import { PAGE, everyRow } from './everyrow';

/** Whose and of which posting; null for all. */
export interface InboxNarrowing {
  /** The id of the owner in Lever. */
  owner: string | null;
  /** The id of the posting. */
  posting: string | null;
}

/** As many as the Inbox answers of each section. */
const GROUP = 50;
const GOING_OUT: readonly ScreeningState[] = ['held', 'inviting'];
const FINISHED: readonly ScreeningState[] = ['evaluated', 'reviewed', 'declined', 'expired'];

/** The filters of the table that list all of a section. */
const FILTERS: Partial<Record<SectionName, CandidateFilter>> = {
  review: 'to_review',
  moves: 'to_move',
  finished: 'scored',
};

/** The address at which the table lists all of a section, as far as it can. */
export function listedAt(section: SectionName, { owner, posting }: InboxNarrowing): string | undefined {
  const filter = FILTERS[section];
  return filter && href('candidates', null, { filter, owner: owner ?? '', posting: posting ?? '' });
}

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

const page = (query: TableQuery) => call('candidates', request(query, null, GROUP, Date.now()));

/** Those to review of a view of the Inbox, whoever has waited longest first, and how many there are. */
async function toReview(view: InboxView, by: InboxNarrowing): Promise<{ rows: CandidateRow[]; total: number }> {
  const cut = view.toReviewTotal > view.toReview.length;
  const review = isNarrowed(by) || cut ? await page(queryOf('to_review', by)) : null;
  return { rows: review?.rows ?? oldestFirst(view.toReview), total: review?.total ?? view.toReviewTotal };
}

/**
 * The Inbox as a queue: whoever has waited longest comes first, and only what is asked for is there.
 */
export async function loadQueue(by: InboxNarrowing): Promise<InboxView> {
  const view = await call('inbox', {});
  const narrowed = isNarrowed(by);
  const review = await toReview(view, by);
  const queue = {
    ...view,
    waiting: view.waiting.map((batch) => ({ ...batch, people: inOrder(batch.people, 'oldest') })),
    toReview: review.rows,
    toReviewTotal: review.total,
    goingOut: oldestFirst(view.goingOut),
  };
  if (!narrowed) return queue;
  const [moves, going, finished] = await Promise.all([
    page(queryOf('to_move', by)),
    goingOut(by),
    finishedOf(view, by),
  ]);
  const known = new Map(view.moves.map((move) => [move.row.id, move]));
  // Not all of them are among the first of everybody's.
  const screeningIds = moves.rows.flatMap(({ id }) => (known.has(id) ? [] : [id]));
  if (screeningIds.length > 0)
    for (const move of await call('waiting_moves', { screeningIds })) known.set(move.row.id, move);
  return {
    ...queue,
    attention: view.attention.filter((item) => isAbout(item, by)),
    waiting: queue.waiting
      .map((batch) => ({ ...batch, people: batch.people.filter((person) => isOf(person, by)) }))
      .filter(({ people }) => people.length > 0),
    moves: moves.rows.flatMap((row) => known.get(row.id) ?? []),
    movesTotal: moves.total ?? moves.rows.length,
    goingOut: oldestFirst(going.slice(0, GROUP)),
    goingOutTotal: going.length,
    ...finished,
  };
}

/** All whose invitation goes out: by state, they come before everybody else who is open. */
async function goingOut(by: InboxNarrowing): Promise<CandidateRow[]> {
  let going: CandidateRow[] = [];
  await everyRow({ ...queryOf('open', by), order: 'state', reversed: false }, (rows) => {
    going = rows.filter(({ state }) => GOING_OUT.includes(state));
    return going.length === rows.length;
  });
  return going;
}

/** Who has finished since yesterday began, the last first. */
async function finishedOf(view: InboxView, by: InboxNarrowing): Promise<Pick<InboxView, 'finished' | 'finishedMore'>> {
  const changedFrom = new Date(Date.now()).setHours(-24, 0, 0, 0);
  const pages = await Promise.all(
    (['scored', 'ended'] as const).map((filter) => {
      const query = { ...queryOf(filter, by), reversed: false };
      return call('candidates', { ...request(query, null, PAGE, Date.now()), changedFrom });
    }),
  );
  const rows = pages.flatMap((page) => page.rows).filter(({ state }) => FINISHED.includes(state));
  if (!view.finishedMore) {
    const theirs = idsOf(rows);
    return { finished: view.finished.filter((row) => theirs.has(row.id)), finishedMore: false };
  }
  const latest = rows.sort((a, b) => b.changedAt - a.changedAt);
  const more = latest.length > GROUP || pages.some(({ next }) => next !== null);
  return { finished: latest.slice(0, GROUP), finishedMore: more };
}
