import { describe, expect, it } from 'vitest';
import { speaks } from '../testing/locale';
import { between, bounds, daysOf, daysText, slip } from './days';

describe('days from one to another', () => {
  it('are read from an address, and nothing else is', () => {
    expect(between('2026-01-05..2026-02-28')).toBe('2026-01-05..2026-02-28');
    expect([between('2026-01-05..'), between('..2026-02-28')]).toEqual(['2026-01-05..', '..2026-02-28']);
    const nonsense = ['..', '7', '', undefined, 'a..b', '2026-02-30..', '2026-02-28..2026-01-05', '..<b>', '....'];
    expect(nonsense.map(between)).toEqual(nonsense.map(() => null));
    expect(between('2026-01-05..2026-02-28..2026-03-01')).toBeNull();
    expect(daysOf('7')).toEqual(['', '']);
  });

  it('are whole days here, the last one included', () => {
    const { from, to } = bounds('2026-01-05..2026-01-05');
    expect([from, to]).toEqual([new Date(2026, 0, 5).getTime(), new Date(2026, 0, 6).getTime()]);
    expect(bounds('2026-01-05..').to).toBeNull();
    expect(bounds('..2026-12-31')).toEqual({ from: null, to: new Date(2027, 0, 1).getTime() });
    expect(bounds('12w')).toEqual({ from: null, to: null });
  });

  it('say what is wrong with them', () => {
    expect(slip('2026-02-28', '2026-01-05')).toBe('order');
    expect([slip('0026-01-05', ''), slip('5.1.2026', '2026-02-01')]).toEqual(['day', 'day']);
    expect([slip('', ''), slip('2026-01-05', ''), slip('2026-01-05', '2026-01-05')]).toEqual([null, null, null]);
  });

  it('are written as the system writes them', () => {
    speaks('en-US');
    expect(daysText('2026-01-05..2026-02-28').replace(/\s/g, ' ')).toBe('Jan 5 – Feb 28, 2026');
    expect(daysText('2026-01-05..')).toBe('Since Jan 5, 2026');
    expect(daysText('..2026-02-28')).toBe('Until Feb 28, 2026');
  });
});
