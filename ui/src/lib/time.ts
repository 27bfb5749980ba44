import { timeWords as words } from '../words/time';
import { dates } from './locale';

const SECOND = 1000;
export const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Milliseconds. What is nearer is counted down in seconds. */
export const COUNTED = 120 * SECOND;

/** Short age for lists: `now`, `4 min`, `2 h`, `3 d`, and from a week on a date. */
export function age(at: number, now: number): string {
  const passed = now - at;
  if (passed < 45 * SECOND) return words.now;
  if (passed < HOUR) return words.short(Math.max(1, Math.round(passed / MINUTE)), 'minute');
  if (passed < DAY) return words.short(Math.floor(passed / HOUR), 'hour');
  if (passed < WEEK) return words.short(Math.floor(passed / DAY), 'day');
  return day(at, now, 'short');
}

/** An age in a sentence: `just now`, `4 minutes ago`, `yesterday`, `on 3 March`. */
export function ago(at: number, now: number): string {
  const passed = now - at;
  if (passed < 45 * SECOND) return words.justNow;
  if (passed < HOUR) return words.ago(words.long(Math.max(1, Math.round(passed / MINUTE)), 'minute'));
  if (passed < DAY) return words.ago(words.long(Math.floor(passed / HOUR), 'hour'));
  if (passed < 2 * DAY) return words.yesterday;
  if (passed < WEEK) return words.ago(words.long(Math.floor(passed / DAY), 'day'));
  return words.onDay(day(at, now));
}

/** A time to come: `in 3 days`, `in 20 minutes`, `now`. */
export function ahead(at: number, now: number): string {
  const left = at - now;
  if (left <= 0) return words.now;
  if (left < HOUR) return words.ahead(words.long(Math.max(1, Math.round(left / MINUTE)), 'minute'));
  if (left < DAY) return words.ahead(words.long(Math.round(left / HOUR), 'hour'));
  return words.ahead(words.long(Math.round(left / DAY), 'day'));
}

/** Whole seconds left of a countdown, never below zero. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / SECOND));
}

/** The words of a held invitation, short as a pill. A long hold (a pause, the hourly limit) has no countdown. */
export function countdown(until: number | null, now: number, paused = false): string | null {
  if (until === null) return null;
  if (paused) return words.onHold;
  const left = secondsLeft(until, now);
  if (left === 0) return words.sendingNow;
  return words.sending(words.ahead(until - now <= COUNTED ? words.short(left, 'second') : span(until - now)));
}

/** The status bar's sentence: `Checked 4 s ago, next in 6 s`. */
export function checked(lastAt: number | null, nextAt: number | null, now: number): string {
  const last = lastAt === null ? words.notChecked : words.checked(span(now - lastAt));
  return nextAt === null || nextAt <= now ? last : words.next(last, span(nextAt - now));
}

/** A length of time in the largest fitting unit: `4 s`, `3 min`, `2 h`. */
export function span(length: number): string {
  const clean = Math.max(0, length);
  if (clean < 90 * SECOND) return words.short(Math.round(clean / SECOND), 'second');
  if (clean < 90 * MINUTE) return words.short(Math.round(clean / MINUTE), 'minute');
  if (clean < 2 * DAY) return words.short(Math.round(clean / HOUR), 'hour');
  return words.short(Math.round(clean / DAY), 'day');
}

/** A length of time in words: `18 minutes`, `2 hours`, `3 days`; `under a minute` below that. */
export function duration(length: number): string {
  if (length < MINUTE) return words.underAMinute;
  if (length < 90 * MINUTE) return words.long(Math.round(length / MINUTE), 'minute');
  if (length < 2 * DAY) return words.long(Math.round(length / HOUR), 'hour');
  return words.long(Math.round(length / DAY), 'day');
}

/** Day and month, with the year if it is another one: `3 March`, short `3 Mar`. */
export function day(at: number, now: number, month: 'long' | 'short' = 'long'): string {
  const other = new Date(at).getFullYear() !== new Date(now).getFullYear();
  return dates({ day: 'numeric', month, ...(other && { year: 'numeric' }) }).format(at);
}

/** Hours, minutes and seconds of a column, all equally wide: `09:14:02`, where people say so `09:14:02 AM`. */
export function clockTime(at: number): string {
  return dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** A full date for titles and timelines: `21 November, 09:14`; today's times are shown alone. */
export function moment(at: number, now: number): string {
  return sameDay(at, now) ? dates({ timeStyle: 'medium' }).format(at) : minute(at, now);
}

/** The same to the minute, where seconds say nothing: `09:14`, `21 November, 09:14`. */
export function minute(at: number, now: number): string {
  const time = dates({ timeStyle: 'short' }).format(at);
  return sameDay(at, now) ? time : words.moment(day(at, now), time);
}

/** The heading of a day in a list: `Today`, `Yesterday`, `3 March`. */
export function dayHeading(at: number, now: number): string {
  if (sameDay(at, now)) return words.today;
  if (sameDay(at, now - DAY)) return words.dayBefore;
  return day(at, now);
}

/** Whether two times fall on one calendar day here. */
export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
