import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CandidateRow, CandidatesQuery, Status } from '../generated/api';
import { answering } from '../testing/answering';
import { status } from './app.svelte';
import { Reviewing } from './reviewing';
import { place } from './route.svelte';

const row = (id: string) => ({ id }) as CandidateRow;
/** Those to review, the newest first, as the table orders them by itself. */
let table: string[];
/** Of those, who is reviewed meanwhile. */
let reviewed: Set<string>;
let asked: CandidatesQuery[];

beforeEach(() => {
  table = ['d', 'c', 'b', 'a'];
  reviewed = new Set();
  asked = [];
  answering({
    candidates: (request) => {
      const query = request as CandidatesQuery;
      asked.push(query);
      const all = query.reversed ? [...table].reverse() : table;
      // A page begins after somebody, who may be reviewed by now.
      const below = all.slice(query.after === null ? 0 : all.indexOf(query.after) + 1);
      const rows = below.filter((id) => !reviewed.has(id));
      const page = rows.slice(0, query.limit ?? 0);
      const next = page.length < rows.length ? page.at(-1) : null;
      const total = query.after === null ? all.length - reviewed.size : null;
      return { rows: page.map(row), next, total, counts: [] };
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
  for (const id of ['s450', 's451']) reviewed.add(id);
  expect((await reviewing.next())?.id).toBe('s452');
  expect(asked.length, 'no page is asked for beyond').toBeLessThan(12);
});

it.each(['#/inbox', '#/candidates?reversed=yes'])('a long list is gone through to its end from %s', async (from) => {
  table = Array.from({ length: 450 }, (_, n) => `s${450 - n}`);
  let at = 's1';
  let reviewing = opened(at, from);
  place.before = 'candidate';
  for (let n = 2; n <= 450; n += 1) {
    // Every other one is reviewed, the others are passed by.
    if (n % 2 === 0) reviewed.add(at);
    at = (await reviewing.next())?.id ?? '';
    reviewing = opened(at, from);
    expect(await reviewing.standing()).toEqual({ at: n, of: 450, previous: `s${n - 1}` });
  }
  expect(at).toBe('s450');
  expect((await reviewing.next())?.id, 'whoever was passed by is left').toBe('s2');
  expect(asked.length, 'one page is read for each').toBeLessThan(470);
});

it('a long list of which everybody further up is reviewed goes on further down', async () => {
  table = Array.from({ length: 130 }, (_, n) => `s${n + 1}`);
  const reviewing = opened('s1', '#/candidates');
  await reviewing.standing();
  for (let n = 1; n <= 120; n += 1) reviewed.add(`s${n}`);
  expect((await reviewing.next())?.id).toBe('s121');
});

it('those who come in meanwhile keep nobody from being next', async () => {
  table = Array.from({ length: 130 }, (_, n) => `s${n + 1}`);
  const reviewing = opened('s99', '#/candidates');
  await reviewing.standing();
  table = [...Array.from({ length: 40 }, (_, n) => `new${n}`), ...table];
  expect((await reviewing.next())?.id).toBe('s100');
});

it('whoever one went back from is come back to the same way, reviewed or not', async () => {
  const go = async (id: string | null) => {
    const reviewing = opened(id ?? '', '#/inbox');
    place.before = 'candidate';
    await reviewing.standing();
    return reviewing;
  };
  await go('a');
  for (const id of ['a', 'b', 'c']) reviewed.add(id);
  let at = await go('c');
  at = await go(await at.back());
  at = await go(await at.back());
  expect(await at.back(), 'nobody stands before the first').toBeNull();
  expect((await at.next())?.id, 'after a review only who is to review').toBe('d');
  expect(await at.onward()).toBe('b');
  at = await go('b');
  expect(await at.onward()).toBe('c');
  at = await go('c');
  expect(await at.onward(), 'from there to those to review').toBe('d');
  at = await go('a');
  expect(await at.onward(), 'it was not gone back to').toBe('d');
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
  reviewed.add('b');
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
