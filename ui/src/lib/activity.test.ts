import { describe, expect, it } from 'vitest';
import type { TimelineView } from '../generated/api';
import { activityWords } from '../words/activity';
import { copied, lines, together } from './activity';

const entry = (id: number, more: Partial<TimelineView> = {}): TimelineView => ({
  id: String(id),
  at: 1_000,
  kind: 'decided',
  text: 'Not invited',
  actor: 'Fulcrum',
  detail: 'Was there before.',
  screeningId: null,
  opportunityId: null,
  write: null,
  name: `Person ${id}`,
  ...more,
});
const shape = (entries: TimelineView[]) => together(entries).map(({ first, others }) => [first.id, others.length]);

describe('Activity', () => {
  it('says the same of many people once', () => {
    expect(shape([1, 2, 3, 4, 5].map((id) => entry(id)))).toEqual([['1', 4]]);
  });
  it('leaves a few alone', () => expect(shape([entry(1), entry(2), entry(3)])).toHaveLength(3));
  it('tells those for whom no playbook is together, whatever the reason, for a day', () => {
    const passed = (id: number, more: Partial<TimelineView> = {}) =>
      entry(id, { kind: 'not_addressed', at: 1_000 + id * 600_000, detail: `Reason ${id}`, ...more });
    expect(shape([passed(1), passed(2), passed(3), entry(4), passed(5)])).toEqual([
      ['1', 2],
      ['4', 0],
      ['5', 0],
    ]);
    expect(shape([passed(1), passed(2, { at: 1_000 + 3 * 86_400_000 })])).toHaveLength(2);
    const [, folded] = lines([passed(1), passed(2)], new Set(), 1_000);
    expect(folded).toMatchObject({ others: 1, entry: { detail: 'Each for a reason of their own' } });
    const [, open, other] = lines([passed(1), passed(2)], new Set(['1']), 1_000);
    expect(open).toMatchObject({ entry: { detail: 'Reason 1' } });
    expect(other).toMatchObject({ entry: { detail: 'Reason 2' } });
  });
  it('copies a sentence for each whom a folded entry stands for, and for one alone once it is unfolded', () => {
    const all = [1, 2, 3, 4].map((id) => entry(id));
    const [, folded] = lines(all, new Set(), 1_000);
    expect(copied(folded!).split('\n')).toEqual(all.map(activityWords.sentence));
    const [, first, second] = lines(all, new Set(['1']), 1_000);
    expect([first!, second!].map(copied)).toEqual(all.slice(0, 2).map(activityWords.sentence));
  });
  it('keeps apart what differs, what is far apart and what is about nobody', () => {
    expect(shape([entry(1), entry(2), entry(3, { detail: 'Snoozed.' }), entry(4), entry(5)])).toHaveLength(5);
    expect(shape([1, 2, 3, 4].map((id) => entry(id, { at: id * 100_000 })))).toHaveLength(4);
    expect(shape([1, 2, 3, 4].map((id) => entry(id, { name: null })))).toHaveLength(4);
  });
});
