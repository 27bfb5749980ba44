const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Short age for table columns: `now`, `4 min`, `2 h`, `3 d`, then a date. */
export function age(at: number, now: number): string {
  const passed = now - at;
  if (passed < 45 * SECOND) return 'now';
  if (passed < HOUR) return `${Math.max(1, Math.round(passed / MINUTE))} min`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h`;
  if (passed < 30 * DAY) return `${Math.floor(passed / DAY)} d`;
  return day(at, now, 'short');
}

/** An age in a sentence: `just now`, `4 minutes ago`, `yesterday`, `on 3 March`. */
export function ago(at: number, now: number): string {
  const passed = now - at;
  if (passed < 45 * SECOND) return 'just now';
  if (passed < HOUR) return plural(Math.max(1, Math.round(passed / MINUTE)), 'minute');
  if (passed < DAY) return plural(Math.floor(passed / HOUR), 'hour');
  if (passed < 2 * DAY) return 'yesterday';
  if (passed < 30 * DAY) return plural(Math.floor(passed / DAY), 'day');
  return `on ${day(at, now)}`;
}

/** A time to come: `in 3 days`, `in 20 minutes`, `now`. */
export function ahead(at: number, now: number): string {
  const left = at - now;
  if (left <= 0) return 'now';
  if (left < HOUR) return `in ${units(Math.max(1, Math.round(left / MINUTE)), 'minute')}`;
  if (left < DAY) return `in ${units(Math.round(left / HOUR), 'hour')}`;
  return `in ${units(Math.round(left / DAY), 'day')}`;
}

/** Whole seconds left of a countdown, never below zero. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / SECOND));
}

/** The words of a held invitation. A long hold (a pause, the hourly limit) has no countdown. */
export function countdown(until: number | null, now: number, paused = false): string | null {
  if (until === null) return null;
  if (paused) return 'On hold while paused';
  const left = secondsLeft(until, now);
  if (left === 0) return 'Sending now';
  return left <= 120 ? `Sending in ${left} s` : `Sending ${ahead(until, now)}`;
}

/** The status bar's sentence: `Checked 4 s ago, next in 6 s`. */
export function checked(lastAt: number | null, nextAt: number | null, now: number): string {
  const last = lastAt === null ? 'Not checked yet' : `Checked ${span(now - lastAt)} ago`;
  return nextAt === null || nextAt <= now ? last : `${last}, next in ${span(nextAt - now)}`;
}

/** A length of time in the largest fitting unit: `4 s`, `3 min`, `2 h`. */
export function span(length: number): string {
  const clean = Math.max(0, length);
  if (clean < 90 * SECOND) return `${Math.round(clean / SECOND)} s`;
  if (clean < 90 * MINUTE) return `${Math.round(clean / MINUTE)} min`;
  if (clean < 2 * DAY) return `${Math.round(clean / HOUR)} h`;
  return `${Math.round(clean / DAY)} d`;
}

/** A length of time in words: `18 minutes`, `2 hours`, `3 days`; `under a minute` below that. */
export function duration(length: number): string {
  if (length < MINUTE) return 'under a minute';
  if (length < 2 * HOUR) return units(Math.round(length / MINUTE), 'minute');
  if (length < 2 * DAY) return units(Math.round(length / HOUR), 'hour');
  return units(Math.round(length / DAY), 'day');
}

/** Day and month, with the year if it is another one: `3 March`, short `3 Mar`. */
export function day(at: number, now: number, month: 'long' | 'short' = 'long'): string {
  const other = new Date(at).getFullYear() !== new Date(now).getFullYear();
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month, ...(other && { year: 'numeric' }) }).format(at);
}

/** Hours, minutes and seconds: `09:14:02`. */
export function clockTime(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** A full date for titles and timelines: `21 November, 09:14`; today's times are shown alone. */
export function moment(at: number, now: number): string {
  return sameDay(at, now) ? clockTime(at) : `${day(at, now)}, ${clockTime(at).slice(0, 5)}`;
}

/** The same to the minute, where seconds say nothing: `09:14`, `21 November, 09:14`. */
export function minute(at: number, now: number): string {
  const time = clockTime(at).slice(0, 5);
  return sameDay(at, now) ? time : `${day(at, now)}, ${time}`;
}

/** The heading of a day in a list: `Today`, `Yesterday`, `3 March`. */
export function dayHeading(at: number, now: number): string {
  if (sameDay(at, now)) return 'Today';
  if (sameDay(at, now - DAY)) return 'Yesterday';
  return day(at, now);
}

/** Whether two times fall on one calendar day here. */
export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

function units(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

function plural(n: number, unit: string): string {
  return `${units(n, unit)} ago`;
}
