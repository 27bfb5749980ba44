import { max, ticks } from 'd3-array';
import { stack } from 'd3-shape';
import type { WeekView } from '../generated/api';

/** A rectangle in the pixels of its chart. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A scale from zero up to a whole tick above the largest value, with at most about `wanted` ticks. */
export interface Axis {
  ticks: number[];
  /** The pixel of a value; the largest is at the top. */
  y: (value: number) => number;
}

export function axis(values: readonly number[], top: number, bottom: number, wanted = 3): Axis {
  const largest = Math.max(1, max(values) ?? 0);
  const whole = ticks(0, largest, wanted).filter(Number.isInteger);
  const step = (whole[1] ?? 1) - (whole[0] ?? 0);
  const end = Math.ceil(largest / step) * step;
  const marks = whole.at(-1) === end ? whole : [...whole, end];
  return { ticks: marks, y: (value) => bottom - (value / end) * (bottom - top) };
}

/** Places for `count` columns side by side between two pixels. */
export function bands(
  count: number,
  left: number,
  right: number,
  { gap = 0.28, widest = Infinity } = {},
): { x: number; width: number }[] {
  const step = (right - left) / Math.max(1, count);
  const width = Math.max(1, Math.min(widest, step - Math.min(step * gap, 14)));
  return Array.from({ length: count }, (_, index) => ({ x: left + index * step + (step - width) / 2, width }));
}

/** Without the empty weeks before the first invitation, but never fewer than a quarter of a year. */
export function fromTheFirst(weeks: readonly WeekView[]): readonly WeekView[] {
  const first = weeks.findIndex((week) => week.invited > 0);
  return first < 0 ? weeks : weeks.slice(Math.min(first, Math.max(0, weeks.length - 13)));
}

/** The parts of a week's invitations, from the ground up. */
export type Part = 'reviewed' | 'toReview' | 'notCompleted';
export const PARTS: readonly Part[] = ['reviewed', 'toReview', 'notCompleted'];

/** The parts of one week. */
export function parts(week: WeekView): Record<Part, number> {
  return {
    reviewed: week.reviewed,
    toReview: week.completed - week.reviewed,
    notCompleted: week.invited - week.completed,
  };
}

/** Columns of three parts each, by part. Parts of nobody are left out. */
export function stacked(
  weeks: readonly WeekView[],
  places: readonly { x: number; width: number }[],
  y: (value: number) => number,
): { part: Part; boxes: Box[] }[] {
  const layers = stack<unknown, WeekView, Part>()
    .keys([...PARTS])
    .value((week, part) => parts(week)[part])([...weeks]);
  return layers.map((layer) => ({
    part: layer.key,
    boxes: layer.flatMap(([from, to], index) => {
      const place = places[index];
      return place && to > from ? [{ ...place, y: y(to), height: y(from) - y(to) }] : [];
    }),
  }));
}

/** Every how many columns a label has room, counted from the last one. */
export function labelEvery(count: number, width: number, room = 58): number {
  return Math.max(1, Math.ceil((count * room) / Math.max(1, width)));
}
