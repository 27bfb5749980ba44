import { describe, expect, it } from 'vitest';
import { speaks } from '../testing/locale';
import { dateOf, figure, lengthOf, percent, share } from './figures';

const S = 1000;
const H = 3600 * S;
const D = 24 * H;

describe('figures', () => {
  it('are written as the system writes them', () => {
    speaks('en-US');
    expect([figure(1284), figure(2.84, 1), share(77, 100), dateOf('2026-03-02')]).toEqual([
      '1,284',
      '2.8',
      '77%',
      'Mar 2',
    ]);
    speaks('de-DE');
    expect([figure(1284), figure(2.84, 1)]).toEqual(['1.284', '2,8']);
    expect(share(77, 100).replace(/\s/u, ' ')).toBe('77 %');
    expect(dateOf('2026-03-02', true)).toContain('2026');
  });

  it('never round somebody away', () => {
    speaks('en-US');
    expect([share(0, 10), share(10, 10), share(999, 1000), share(1, 1000), share(0, 0)]).toEqual([
      '0%',
      '100%',
      '99%',
      '1%',
      '0%',
    ]);
  });

  it('round a share, and are whole only where it is', () => {
    speaks('en-US');
    const shares = [
      [2, 3],
      [1, 3],
      [398, 500],
      [996, 1000],
      [3, 1000],
      [29, 100],
    ] as const;
    expect(shares.map(([part, whole]) => share(part, whole))).toEqual(['67%', '33%', '80%', '99%', '1%', '29%']);
    for (let whole = 1; whole <= 120; whole += 1)
      for (let part = 1; part < whole; part += 1)
        expect(['0%', '100%'], `${part} of ${whole}`).not.toContain(share(part, whole));
  });

  it('say a percent only where it was reached', () => {
    speaks('en-US');
    expect([percent(398, 500), percent(400, 500), percent(2, 3), percent(29, 100)]).toEqual([79, 80, 66, 29]);
    expect([percent(995, 1000), percent(1000, 1000), percent(3, 0)]).toEqual([99, 100, 0]);
    for (let whole = 1; whole <= 120; whole += 1)
      for (let part = 0; part <= whole; part += 1) {
        const said = percent(part, whole);
        expect(said * whole <= 100 * part && 100 * part < (said + 1) * whole, `${part} of ${whole}`).toBe(true);
      }
  });

  it('name a day by its own date, wherever one is', () => {
    speaks('en-US');
    expect(dateOf('2026-01-01')).toBe('Jan 1');
  });
});

it.each([
  [0, '0', 'second', false],
  [1 * S, '1', 'second', true],
  [89 * S, '89', 'second', false],
  [90 * S, '2', 'minute', false],
  [60 * S, '1', 'minute', true],
  [H, '1', 'hour', true],
  [26 * H, '26', 'hour', false],
  [D, '1', 'day', true],
  [2 * D, '2', 'day', false],
  [2.25 * D, '2.3', 'day', false],
  [40 * D, '40', 'day', false],
  [-5 * S, '0', 'second', false],
])('%i ms is %s %s', (millis, amount, unit, one) => {
  speaks('en-US');
  expect(lengthOf(millis)).toEqual({ amount, unit, one });
});
