import { describe, expect, it } from 'vitest';
import type { WeekView } from '../generated/api';
import { axis, bands, fromTheFirst, labelEvery, stacked } from './chart';

const week = (invited: number, completed = 0, reviewed = 0): WeekView => ({
  monday: '2026-03-02',
  number: 10,
  invited,
  completed,
  reviewed,
  isPresent: false,
});

describe('an axis', () => {
  it.each([
    [[], [0, 1]],
    [
      [0, 0],
      [0, 1],
    ],
    [[1], [0, 1]],
    [[3], [0, 1, 2, 3]],
    [
      [7, 2],
      [0, 2, 4, 6, 8],
    ],
    [[161], [0, 50, 100, 150, 200]],
    [[100_000], [0, 50_000, 100_000]],
  ])('of %j has whole ticks and room for all', (values, ticks) => {
    const made = axis(values, 10, 110);
    expect(made.ticks).toEqual(ticks);
    expect(made.y(0)).toBe(110);
    expect(made.y(made.ticks.at(-1) ?? 0)).toBe(10);
  });
});

describe('columns', () => {
  it('stand side by side between their edges', () => {
    const places = bands(4, 30, 430);
    expect(places[0]?.x).toBeGreaterThan(30);
    const last = places[3];
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThan(430);
    expect(bands(2, 0, 400, { widest: 50 })).toEqual([
      { x: 75, width: 50 },
      { x: 275, width: 50 },
    ]);
    expect(bands(0, 0, 100)).toEqual([]);
    expect(bands(5000, 0, 100)[0]?.width).toBe(1);
  });

  it('are stacked from reviewed to not completed, and nobody has no part', () => {
    const weeks = [week(10, 6, 4), week(0), week(3)];
    const layers = stacked(weeks, bands(3, 0, 300), (value) => 100 - value * 10);
    expect(layers.map(({ part, boxes }) => [part, boxes.map((box) => [box.y, box.height])])).toEqual([
      ['reviewed', [[60, 40]]],
      ['toReview', [[40, 20]]],
      [
        'notCompleted',
        [
          [0, 40],
          [70, 30],
        ],
      ],
    ]);
  });

  it('are labelled only where there is room', () => {
    expect([labelEvery(4, 400), labelEvery(52, 400), labelEvery(1, 0)]).toEqual([1, 8, 58]);
  });

  it('begin with the first invitation, but show a quarter of a year', () => {
    const empty = Array.from({ length: 40 }, () => week(0));
    expect(fromTheFirst([...empty, week(1)])).toHaveLength(13);
    expect(fromTheFirst([...empty.slice(0, 5), week(1), ...empty])).toHaveLength(41);
    expect(fromTheFirst(empty)).toHaveLength(40);
    expect(fromTheFirst([week(0), week(1)])).toHaveLength(2);
  });
});
