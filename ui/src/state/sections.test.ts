import { describe, expect, it } from 'vitest';
import type { CandidateRow, InboxAttention, InboxMove, InboxView, Status } from '../generated/api';
import { status } from './app.svelte';
import { arrivals, choices, goOnWith, jump, moveKey, opens, reach, rowsOf, sections, waitingFor } from './sections';

const row = (id: string, state: CandidateRow['state']) =>
  ({ id, state, attention: false, moveTo: null }) as CandidateRow;
const move = (id: string) => ({ row: { ...row(id, 'reviewed'), moveTo: 'Onsite' }, at: 0 }) as InboxMove;
const attention = (id: string, ...actions: string[]) =>
  ({
    id,
    actions: actions.map((action) => ({ id: action, label: action })),
    screeningId: null,
    opportunityId: 'o',
  }) as unknown as InboxAttention;
const view: InboxView = {
  attention: [attention('a', 'invite', 'open_lever', 'dismiss')],
  waiting: [{ playbookId: 'p', reason: 'Many at once.', people: [{}, {}, {}] as never }],
  toReview: [row('r1', 'submitted'), row('r2', 'submitted')],
  goingOut: [row('h', 'held'), row('i', 'inviting')],
  goingOutTotal: 2,
  toReviewTotal: 2,
  moves: [move('m1'), move('m2')],
  movesTotal: 2,
  finished: [],
  finishedMore: false,
};
const keysOf = (key: string) => {
  const item = sections(view, new Set())
    .flatMap(({ items }) => items)
    .find((one) => one.key === key);
  return item ? choices(item).map((choice) => choice.keys) : [];
};

describe('the Inbox', () => {
  it('is in order of urgency, counts people, and leaves empty sections out', () => {
    const all = sections(view, new Set());
    expect(all.map(({ name, size }) => [name, size])).toEqual([
      ['attention', 1],
      ['waiting', 3],
      ['review', 2],
      ['moves', 2],
      ['going', 2],
    ]);
    expect(waitingFor(all)).toBe(8);
  });

  it('shows no row that is just leaving', () => {
    const all = sections(view, new Set(['a', 'r1', moveKey('m2')]));
    expect(all.map(({ name, size }) => [name, size])).toEqual([
      ['waiting', 3],
      ['review', 1],
      ['moves', 1],
      ['going', 2],
    ]);
  });

  it('draws the first of a section, all that were asked for, and as far as whoever was opened', () => {
    const toReview = Array.from({ length: 50 }, (_, at) => row(`r${at}`, 'submitted'));
    const [review] = sections({ ...view, attention: [], waiting: [], toReview, toReviewTotal: 50 }, new Set());
    if (!review) throw new Error('nobody to review');
    expect(reach(review, new Set(), null)).toBe(20);
    expect(reach(review, new Set(['review']), null)).toBe(50);
    expect(reach(review, new Set(), 'r35')).toBe(36);
    expect(reach(review, new Set(['going']), 'elsewhere')).toBe(20);
  });

  it('counts those without a row, too', () => {
    const totals = { toReviewTotal: 619, movesTotal: 77, goingOutTotal: 240 };
    const [, , review, moves, going] = sections({ ...view, ...totals }, new Set(['r1', moveKey('m1')]));
    expect(review).toMatchObject({ name: 'review', size: 618 });
    expect(moves).toMatchObject({ name: 'moves', size: 76 });
    expect(going).toMatchObject({ name: 'going', size: 240 });
    const many = sections({ ...view, finished: [row('f', 'reviewed')], finishedMore: true }, new Set());
    expect(many.at(-1)).toMatchObject({ name: 'finished', size: 1, more: true });
  });

  it('lists whoever waits to be moved once, though they have finished, and opens them', () => {
    const done = [row('f', 'reviewed'), { ...row('m1', 'reviewed'), moveTo: 'Onsite' }];
    const items = sections({ ...view, finished: done }, new Set()).flatMap((section) => section.items);
    expect(items.filter((item) => opens(item) === 'm1').map(({ kind }) => kind)).toEqual(['move']);
    expect(items.at(-1)?.key).toBe('f');
    // A decision is no row that came back: the two have different keys.
    expect(moveKey('m1')).not.toBe('m1');
  });

  it('has one key for each decision, and none that undoes what has left', () => {
    expect(keysOf('a')).toEqual(['1', '2', '3', 'w']);
    expect(keysOf('r1')).toEqual(['r', 'o']);
    expect(keysOf('h')).toEqual(['u', 's', 'enter']);
    expect(keysOf(moveKey('m1'))).toEqual(['m', 'l', 'enter', 'o']);
    expect(keysOf('i')).toEqual(['enter', 'o']);
    expect(keysOf('waiting:p:Many at once.')).toEqual(['x', 'i', 'd']);
  });

  it('offers to send nothing now while Fulcrum is paused', () => {
    const sync = (state: 'idle' | 'paused') => status.put({ sync: { state } } as unknown as Status);
    sync('paused');
    expect(keysOf('h')).toEqual(['u', 'enter']);
    sync('idle');
    expect(keysOf('h')).toEqual(['u', 's', 'enter']);
  });

  it('goes on with the next row, with the last at the end, and with none when all is done', () => {
    expect(goOnWith(['a', 'b', 'c'], ['a', 'c'], 'b')).toBe('c');
    expect(goOnWith(['a', 'b', 'c'], ['a', 'b'], 'c')).toBe('b');
    expect(goOnWith(['a'], [], 'a')).toBeNull();
    expect(goOnWith(['a', 'b'], ['a', 'b', 'n'], 'a')).toBe('a');
    expect(goOnWith([], ['a'], null)).toBeNull();
  });

  const people = ['invite', 'ask', 'skip'].map((verdict, at) => ({ verdict, name: `N${at}`, decisionId: `d${at}` }));
  const waits = { playbookId: 'p', reason: 'Many.', people: people as never };

  it('x ticks and nothing else: whoever waits for a yes is a row of their own', () => {
    const all = sections({ ...view, waiting: [waits] }, new Set());
    const batch = all.flatMap(({ items }) => items).find((item) => item.kind === 'waiting')!;
    expect(rowsOf(batch)).toEqual(['waiting:p:Many./d0', 'waiting:p:Many./d1']);
    const ticks = all.flatMap(({ items }) => items.flatMap(choices)).filter(({ keys }) => keys === 'x');
    expect(ticks.map(({ does }) => does.what)).toEqual(['tick']);
  });

  it('goes from section to section, and stays at the ends', () => {
    const all = sections({ ...view, waiting: [waits] }, new Set());
    expect(jump(all, null, 1)).toBe('a');
    expect(jump(all, 'a', 1)).toBe('waiting:p:Many./d0');
    expect(jump(all, 'waiting:p:Many./d1', 1)).toBe('r1');
    expect(jump(all, 'r2', 1)).toBe(moveKey('m1'));
    expect(jump(all, 'i', 1)).toBe('h');
    expect(jump(all, 'r2', -1)).toBe('waiting:p:Many./d0');
    expect(jump([], 'a', 1)).toBeNull();
  });

  it('says who came, by name if it is one, and nothing of those who left', () => {
    const before = sections(view, new Set());
    const nora = { ...row('n', 'submitted'), name: 'Nora Lind' };
    const after = sections({ ...view, attention: [], toReview: [...view.toReview, nora] }, new Set());
    expect(arrivals(before, after)).toEqual(['To review: Nora Lind.']);
    const more = sections({ ...view, goingOut: [...view.goingOut, row('x', 'held'), row('y', 'held')] }, new Set());
    expect(arrivals(before, more)).toEqual(['Going out: 2 new.']);
    expect(arrivals(before, before)).toEqual([]);
  });
});
