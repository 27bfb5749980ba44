import { timeWords } from '../words/time';
import { dates } from './locale';

/** Whole days here, both of them included, as an address has them: `2026-01-05..2026-02-28`. One may be missing. */
export type Between = `${string}..${string}`;
/** What is wrong with two days that were written. */
export type Slip = keyof typeof timeWords.between.slips;

const DAY = /^[1-9]\d{3}-\d{2}-\d{2}$/;
const MIDNIGHT = 'T00:00:00';

function isDay(text: string): boolean {
  const [, , day] = text.split('-');
  return DAY.test(text) && new Date(text + MIDNIGHT).getDate() === Number(day);
}

/** The two days of it, empty where one is missing or it is no such time. */
export function daysOf(time: string | null): [string, string] {
  const [from = '', to = '', more] = isBetween(time) ? time.split('..') : [];
  return more === undefined ? [from, to] : ['', ''];
}

/** What is wrong with two days, of which one may be empty; null if nothing is. */
export function slip(from: string, to: string): Slip | null {
  if ([from, to].some((text) => text !== '' && !isDay(text))) return 'day';
  return from !== '' && to !== '' && from > to ? 'order' : null;
}

/** Reads a value of an address; null if it is not two days in their order. */
export function between(text: string | undefined): Between | null {
  if (!isBetween(text ?? null)) return null;
  const [from, to] = daysOf(text ?? null);
  return (from || to) && slip(from, to) === null ? `${from}..${to}` : null;
}

/** Whether a time is two days instead of one of the usual ones. */
export function isBetween(time: string | null): time is Between {
  return time?.includes('..') === true;
}

/** From the first moment of the first day to the first moment after the last one. */
export function bounds(time: string | null): { from: number | null; to: number | null } {
  const [from, to] = daysOf(time);
  const end = new Date(to + MIDNIGHT);
  end.setDate(end.getDate() + 1);
  return { from: from ? new Date(from + MIDNIGHT).getTime() : null, to: to ? end.getTime() : null };
}

/** `Jan 5 – Feb 28, 2026`, `Since Jan 5, 2026`. */
export function daysText(time: Between): string {
  const format = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const [from, to] = daysOf(time).map((day) => (day ? new Date(day + MIDNIGHT) : null));
  if (from && to) return format.formatRange(from, to);
  return from ? timeWords.between.since(format.format(from)) : timeWords.between.until(to ? format.format(to) : '');
}
