import { describe, expect, it } from 'vitest';
import type { TimelineView } from '../generated/api';
import { together } from './activity';

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
  it('keeps apart what differs, what is far apart and what is about nobody', () => {
    expect(shape([entry(1), entry(2), entry(3, { detail: 'Snoozed.' }), entry(4), entry(5)])).toHaveLength(5);
    expect(shape([1, 2, 3, 4].map((id) => entry(id, { at: id * 100_000 })))).toHaveLength(4);
    expect(shape([1, 2, 3, 4].map((id) => entry(id, { name: null })))).toHaveLength(4);
  });
});
