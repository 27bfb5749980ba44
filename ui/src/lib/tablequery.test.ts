import { describe, expect, it } from 'vitest';
import { candidates as words } from '../words/candidates';
import { narrowedBy, ordered, request, routeQuery, tableQuery, toggled } from './tablequery';

const everything = {
  filter: 'open',
  q: 'zoe & co',
  posting: 'p1,-',
  stage: 'offer',
  assessment: 'basics',
  owner: 'mara',
  score: '4,0',
  within: '7',
  invited: '12w',
  order: 'name',
  reversed: 'yes',
};

describe('the address of a table', () => {
  it('says everything that is chosen, and comes back the same', () => {
    const query = tableQuery(everything);
    expect(query.postings).toEqual(['p1', '']);
    expect(query.scores).toEqual(['4', '0']);
    expect(routeQuery(query)).toEqual(everything);
    expect(narrowedBy(query)).toBe(7);
  });

  it('asks for everybody when it says nothing, or nonsense', () => {
    const nothing = tableQuery({});
    expect(tableQuery({ filter: 'evil', score: '9,<b>', within: '8', order: 'rowid', reversed: '1' })).toEqual(nothing);
    expect(Object.values(routeQuery(nothing)).every((value) => value === '')).toBe(true);
    expect(narrowedBy(nothing)).toBe(0);
  });

  it('becomes a request with a time that counts from now', () => {
    const asked = request(tableQuery(everything), 'key', 50, 8 * 86_400_000);
    expect(asked.changedFrom).toBe(86_400_000);
    expect(asked.scores).toEqual([4, 0]);
    expect(asked).toMatchObject({ invited: '12w', invitedFrom: null, invitedTo: null, changedTo: null });
    expect(asked).toMatchObject({ after: 'key', limit: 50, order: 'name', reversed: true });
  });
});

it('has days for either time, in the address and in the request', () => {
  const address = { within: '2026-01-05..2026-01-06', invited: '..2026-02-28' };
  const query = tableQuery(address);
  expect(routeQuery(query)).toMatchObject(address);
  expect(narrowedBy(query)).toBe(2);
  expect(request(query, null, null, 0)).toMatchObject({
    changedFrom: new Date(2026, 0, 5).getTime(),
    changedTo: new Date(2026, 0, 7).getTime(),
    invited: null,
    invitedFrom: null,
    invitedTo: new Date(2026, 2, 1).getTime(),
  });
});

describe('pressing the head of a column', () => {
  it('orders, then the other way round, then as usual', () => {
    const usual = tableQuery({});
    const once = ordered(usual, 'score');
    expect([once.order, once.reversed]).toEqual(['score', false]);
    const twice = ordered(once, 'score');
    expect([twice.order, twice.reversed]).toEqual(['score', true]);
    expect(ordered(twice, 'score')).toEqual(usual);
    expect(ordered(twice, 'name')).toMatchObject({ order: 'name', reversed: false });
  });
});

it('toggles a value', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});

it('has no filter that is called like a state', () => {
  const filters = [words.invited, words.within, ...Object.values(words.dimensions)];
  expect(filters.filter((name) => Object.values<string>(words.filters).includes(name))).toEqual([]);
});
