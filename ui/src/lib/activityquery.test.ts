import { describe, expect, it } from 'vitest';
import { activityFilter, isNarrowed, narrowing, narrowingQuery } from './activityquery';

describe('the address of Activity', () => {
  it('says what it is narrowed to and is read back', () => {
    const query = { kind: 'writes', write: 'failed', by: 'Mara Lindqvist', q: 'zoë', within: '7' };
    expect(narrowingQuery(narrowing(query))).toEqual(query);
    expect(isNarrowed(narrowing(query))).toBe(true);
  });

  it('narrows nothing by nonsense', () => {
    const all = narrowing({ kind: 'x', write: 'y', within: '8' });
    expect(all).toEqual({ kind: 'all', writes: null, by: null, search: '', within: null });
    expect(isNarrowed(all)).toBe(false);
  });

  it('has days from one to another', () => {
    const chosen = narrowing({ within: '2026-01-05..2026-01-06' });
    expect(narrowingQuery(chosen).within).toBe('2026-01-05..2026-01-06');
    expect(activityFilter(chosen, 0)).toMatchObject({
      from: new Date(2026, 0, 5).getTime(),
      to: new Date(2026, 0, 7).getTime(),
    });
  });

  it('asks for the time before now', () => {
    const filter = activityFilter(narrowing({ within: '1' }), 86_400_000 * 3);
    expect(filter.from).toBe(86_400_000 * 2);
    expect(activityFilter(narrowing({}), 5).from).toBeNull();
  });
});
