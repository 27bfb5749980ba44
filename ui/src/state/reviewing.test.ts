import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CandidateRow, CandidatesQuery, InboxView, Status } from '../generated/api';
import { answering } from '../testing/answering';
import { status } from './app.svelte';
import { Reviewing } from './reviewing';
import { place } from './route.svelte';

const row = (id: string, changedAt = 0) => ({ id, changedAt }) as CandidateRow;
/** Those to review, the newest first, as the table orders them by itself. */
let table: string[];
let asked: CandidatesQuery[];

beforeEach(() => {
  table = ['d', 'c', 'b', 'a'];
  asked = [];
  const inOrder = (query: CandidatesQuery) => (query.reversed ? [...table].reverse() : table);
  answering({
    inbox: () => {
      const toReview = table.slice(0, 50).map((id, at) => row(id, table.length - at));
      return { attention: [], toReview, toReviewTotal: table.length } as unknown as InboxView;
    },
    candidates: (request) => {
      const query = request as CandidatesQuery;
      asked.push(query);
      const from = Number(query.after ?? 0);
      const to = from + (query.limit ?? 0);
      const all = inOrder(query);
      const next = to < all.length ? String(to) : null;
      return { rows: all.slice(from, to).map((id) => row(id)), next, total: all.length, counts: [] };
    },
  });
});
afterEach(() => {
  status.data = null;
  place.lastList = '#/inbox';
  place.before = null;
});

function opened(id: string, from: string): Reviewing {
  place.lastList = from;
  const reviewing = new Reviewing(id);
  reviewing.start();
  return reviewing;
}
const next = async (id: string, from: string) => (await opened(id, from).next())?.id;

it('the next one after the Inbox is the one below there, whoever has waited longest first', async () => {
  expect(await next('a', '#/inbox')).toBe('b');
  expect(await next('d', '#/inbox')).toBe('a');
  table = Array.from({ length: 70 }, (_, n) => String(70 - n));
  expect(await next('1', '#/inbox')).toBe('2');
});

it('the next one after a narrowed Inbox is of the same owner and posting', async () => {
  status.data = { connection: { user: { id: 'me' } } } as Status;
  expect(await next('b', '#/inbox?whose=mine&posting=backend')).toBe('c');
  expect(asked.every(({ owners, postings }) => owners[0] === 'me' && postings[0] === 'backend')).toBe(true);
  expect(asked[0]).toMatchObject({ filter: 'to_review', reversed: true });
});

it('the next one after the table is the one below there, with its filters and its order', async () => {
  expect(await next('c', '#/candidates?order=name&posting=backend&q=an')).toBe('b');
  expect(asked[0]).toMatchObject({ filter: 'to_review', order: 'name', postings: ['backend'], search: 'an' });
  expect(await next('b', '#/candidates?reversed=yes')).toBe('c');
});

it('the next one is found pages further down, and passes by whoever is reviewed meanwhile', async () => {
  table = Array.from({ length: 700 }, (_, n) => `s${n}`);
  const reviewing = opened('s450', '#/candidates');
  expect((await reviewing.next())?.id).toBe('s451');
  table = table.filter((id) => !['s450', 's451'].includes(id));
  expect((await reviewing.next())?.id).toBe('s452');
  expect(asked.length, 'no page is asked for beyond').toBeLessThan(12);
});

it('the next one after the last is the first, and after the only one nobody', async () => {
  expect(await next('a', '#/candidates')).toBe('d');
  table = ['a'];
  expect(await next('a', '#/candidates')).toBeUndefined();
  expect(await next('a', '#/inbox')).toBeUndefined();
});

it('the place in the list stays while one goes on, with whoever was before', async () => {
  const first = opened('b', '#/inbox');
  expect(await first.standing()).toEqual({ at: 2, of: 4, previous: 'a' });
  table = table.filter((id) => id !== 'b');
  place.before = 'candidate';
  expect(await opened('c', '#/inbox').standing()).toEqual({ at: 3, of: 4, previous: 'b' });
  expect((await opened('b', '#/inbox').standing())?.at, 'who was reviewed is gone back to').toBe(2);
  expect(await opened('nobody', '#/inbox').standing()).toBeNull();
});

it('the place is of the list as it is when a candidate is opened from it', async () => {
  await opened('b', '#/inbox').standing();
  table = ['d', 'c', 'b'];
  expect(await opened('c', '#/inbox').standing()).toEqual({ at: 2, of: 3, previous: 'b' });
  table = Array.from({ length: 700 }, (_, n) => `s${n}`);
  expect(await opened('s20', '#/candidates').standing()).toEqual({ at: 21, of: 700, previous: 's19' });
});
