import { beforeEach, expect, it } from 'vitest';
import type {
  CandidateRow,
  CandidatesQuery,
  InboxAttention,
  InboxMove,
  InboxView,
  PreviewPerson,
} from '../generated/api';
import type { Platform } from '../platform';
import { useBackend } from './backend';
import { everyRow } from './everyrow';
import { listedAt, loadQueue, queryOf } from './inboxqueue';

const row = (id: string, changedAt = 0) => ({ id, changedAt }) as CandidateRow;
const asked: CandidatesQuery[] = [];
/** Whose moves were asked for by name. */
const told: string[] = [];
let view: InboxView;
let answer: (query: CandidatesQuery) => { rows: CandidateRow[]; next: string | null; total: number };

beforeEach(() => {
  asked.length = 0;
  told.length = 0;
  view = {
    attention: [],
    waiting: [],
    toReview: [row('new', 3), row('old', 1), row('mid', 2)],
    toReviewTotal: 3,
    moves: [{ row: row('m1') } as InboxMove, { row: row('m2') } as InboxMove],
    movesTotal: 2,
    goingOut: [],
    goingOutTotal: 0,
    finished: [row('f1'), row('f2')],
    finishedMore: false,
  };
  answer = () => ({ rows: [], next: null, total: 0 });
  useBackend({
    call: async (name: string, request: CandidatesQuery) => {
      if (name === 'inbox') return view;
      if (name === 'waiting_moves') {
        const { screeningIds } = request as unknown as { screeningIds: string[] };
        told.push(...screeningIds);
        return screeningIds.map((id) => ({ row: row(id), from: 'Screen', reviewer: 'Mara', comment: 'Good', at: 7 }));
      }
      asked.push(request);
      return answer(request);
    },
    onChange: () => () => {},
    keep: () => {},
    zoom: null,
    begin: () => Promise.resolve(null),
  } as unknown as Platform);
});

it('begins with who has waited longest, also if there are more than the Inbox holds', async () => {
  const all = await loadQueue({ owner: null, posting: null });
  expect(all.toReview.map(({ id }) => id)).toEqual(['old', 'mid', 'new']);
  expect(asked).toEqual([]);

  view = { ...view, toReviewTotal: 600 };
  answer = () => ({ rows: [row('oldest')], next: null, total: 600 });
  const many = await loadQueue({ owner: null, posting: null });
  expect(many.toReview.map(({ id }) => id)).toEqual(['oldest']);
  expect(asked).toMatchObject([{ filter: 'to_review', order: 'changed', reversed: true, owners: [] }]);
});

it('holds what is of one owner and one posting only', async () => {
  answer = ({ filter }) => ({
    rows:
      ({
        to_review: [row('old', 1)],
        to_move: [row('m2')],
        open: [
          { ...row('g2', 2), state: 'inviting' },
          { ...row('g1', 1), state: 'held' },
          { ...row('i'), state: 'invited' },
        ],
        scored: [{ ...row('f1'), state: 'reviewed' }],
      }[filter as 'open'] as CandidateRow[]) ?? [],
    next: filter === 'open' ? 'those who are invited' : null,
    total: 1,
  });
  const mine = await loadQueue({ owner: 'me', posting: 'backend' });
  expect(asked.every(({ owners, postings }) => owners[0] === 'me' && postings[0] === 'backend')).toBe(true);
  expect(mine.toReview.map(({ id }) => id)).toEqual(['old']);
  expect(mine.moves.map(({ row: { id } }) => id)).toEqual(['m2']);
  expect(mine.goingOut.map(({ id }) => id)).toEqual(['g1', 'g2']);
  expect(asked.filter(({ filter }) => filter === 'open')).toHaveLength(1);
  expect(mine.finished.map(({ id }) => id)).toEqual(['f1']);
  expect([mine.toReviewTotal, mine.movesTotal, mine.goingOutTotal]).toEqual([1, 1, 2]);
});

it('holds also those who are not among the first of everybody’s', async () => {
  const far = ['far1', 'far2', 'far3'].map((id, at) => ({ ...row(id, at), stage: 'Screen' }));
  const ended = [
    { ...row('declined', 5), state: 'declined' as const },
    { ...row('cancelled', 6), state: 'cancelled' as const },
  ];
  view = { ...view, movesTotal: 60, finishedMore: true, goingOutTotal: 60 };
  answer = ({ filter }) => {
    const rows = {
      to_move: [...far, row('m2')],
      ended,
      scored: [{ ...row('reviewed', 9), state: 'reviewed' as const }],
    };
    const found: CandidateRow[] = rows[filter as 'ended'] ?? [];
    return { rows: found, next: null, total: found.length };
  };
  const theirs = await loadQueue({ owner: null, posting: 'backend' });
  expect(theirs.moves.map(({ row: { id } }) => id)).toEqual(['far1', 'far2', 'far3', 'm2']);
  expect(theirs.movesTotal).toBe(4);
  expect(theirs.moves[0]).toMatchObject({ from: 'Screen', reviewer: 'Mara', comment: 'Good', at: 7 });
  expect(told, 'the others are known').toEqual(['far1', 'far2', 'far3']);
  expect(theirs.finished.map(({ id }) => id)).toEqual(['reviewed', 'declined']);
  expect([theirs.finishedMore, theirs.goingOutTotal]).toEqual([false, 0]);
  expect(listedAt('moves', { owner: 'me', posting: 'backend' })).toBe(
    '#/candidates?filter=to_move&owner=me&posting=backend',
  );
});

it('leaves out what needs attention and who waits, if it is somebody else’s or of another posting', async () => {
  const known = (ownerId: string | null, postingId: string | null) => ({ ownerId, postingId });
  const attention = (id: string, more: Partial<InboxAttention>) =>
    ({ id, screeningId: null, opportunityId: null, posting: null, ...known(null, null), ...more }) as InboxAttention;
  const person = (name: string, enteredAt: number, more: ReturnType<typeof known>) =>
    ({ name, verdict: 'invite', enteredAt, ...more }) as PreviewPerson;
  view = {
    ...view,
    attention: [
      attention('mine', { screeningId: 's', ...known('me', 'backend') }),
      attention('theirs', { opportunityId: 'o', ...known('you', 'backend') }),
      attention('elsewhere', { screeningId: 's', ...known('me', 'design') }),
      attention('posting', { posting: { playbookId: 'p', postingId: 'backend' }, postingId: 'backend' }),
      attention('nobody', {}),
    ],
    waiting: [
      {
        playbookId: 'p',
        reason: 'Many at once.',
        people: [
          person('Early', 1, known('me', 'backend')),
          person('Theirs', 2, known('you', 'backend')),
          person('Late', 3, known('me', 'backend')),
        ],
      },
      { playbookId: 'q', reason: 'Old.', people: [person('Unowned', 1, known(null, 'backend'))] },
    ],
  };
  const mine = await loadQueue({ owner: 'me', posting: 'backend' });
  expect(mine.attention.map(({ id }) => id)).toEqual(['mine', 'posting', 'nobody']);
  expect(mine.waiting.map(({ people }) => people.map(({ name }) => name))).toEqual([['Early', 'Late']]);
  const all = await loadQueue({ owner: null, posting: null });
  expect(all.attention).toHaveLength(5);
  expect(all.waiting.flatMap(({ people }) => people.map(({ name }) => name))).toEqual([
    'Early',
    'Theirs',
    'Late',
    'Unowned',
  ]);
});

it('every row is fetched page by page, each once, told as it goes, and stopped when asked', async () => {
  answer = ({ after }) =>
    after === null
      ? { rows: [row('a'), row('b')], next: 'n', total: 3 }
      : { rows: [row('b'), row('c')], next: null, total: 3 };
  const told: [number, number][] = [];
  const query = queryOf('to_move', { owner: null, posting: null });
  const all = await everyRow(query, (rows, total) => told.push([rows.length, total]) > 0);
  expect(all?.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(told).toEqual([
    [2, 3],
    [3, 3],
  ]);
  expect(await everyRow(query, () => false)).toBeNull();
});
