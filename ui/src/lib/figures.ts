/** Numbers, shares, lengths of time and dates, written as the person's system writes them. */

import { dates, numbers } from './locale';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A number: `1,284`. */
export function figure(n: number, digits = 0): string {
  return numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n);
}

/** The part of a whole in whole percent, rounded down: points are judged by it, and 79.6 % has not reached 80. */
export function percent(part: number, whole: number): number {
  return whole > 0 ? Math.floor((100 * part) / whole) : 0;
}

/** Percent in words: `77%`. */
export function percentage(n: number): string {
  return numbers({ style: 'percent' }).format(n / 100);
}

/** A share of people or things, rounded: `77%`. Only nobody is 0%, and only everybody is 100%. */
export function share(part: number, whole: number): string {
  if (part <= 0 || part >= whole) return percentage(percent(part, whole));
  return percentage(Math.min(99, Math.max(1, Math.round((100 * part) / whole))));
}

/** A unit of time; its name is a word, and words are in the catalogue. */
export type Unit = 'second' | 'minute' | 'hour' | 'day';

/** A length of time in the unit in which one would say it: `12` seconds, `1.8` days. */
export function lengthOf(millis: number): { amount: string; unit: Unit; one: boolean } {
  const [unit, exact] = inUnit(Math.max(0, millis));
  const digits = unit === 'day' && exact < 10 && Math.round(exact * 10) % 10 !== 0 ? 1 : 0;
  const amount = figure(exact, digits);
  return { amount, unit, one: amount === figure(1) };
}

function inUnit(length: number): [Unit, number] {
  if (length < 90 * SECOND && length !== MINUTE) return ['second', length / SECOND];
  if (length < 90 * MINUTE && length !== HOUR) return ['minute', length / MINUTE];
  if (length < 36 * HOUR && length !== DAY) return ['hour', length / HOUR];
  return ['day', length / DAY];
}

/** A civil date such as `2026-03-02`: `Mar 2`; with its year: `Mar 2, 2026`. */
export function dateOf(iso: string, year = false): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' };
  const at = new Date(`${iso}T00:00:00Z`);
  return dates({ ...options, ...(year && { year: 'numeric' }) }).format(at);
}
