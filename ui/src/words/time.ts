import { count, number } from '../lib/words';

/** The words of ages, waits and lengths of time. */
export const timeWords = {
  units: { second: 's', minute: 'min', hour: 'h', day: 'd' },
  short: (n: number, unit: 'second' | 'minute' | 'hour' | 'day') => `${number(n)} ${timeWords.units[unit]}`,
  long: (n: number, unit: 'minute' | 'hour' | 'day') => count(n, unit),
  now: 'now',
  justNow: 'just now',
  ago: (length: string) => `${length} ago`,
  yesterday: 'yesterday',
  onDay: (day: string) => `on ${day}`,
  ahead: (length: string) => `in ${length}`,
  underAMinute: 'under a minute',
  onHold: 'On hold while paused',
  sendingNow: 'Sending now',
  sending: (when: string) => `Sending ${when}`,
  notChecked: 'Not checked yet',
  checked: (length: string) => `Checked ${length} ago`,
  next: (before: string, length: string) => `${before}, next in ${length}`,
  moment: (day: string, time: string) => `${day}, ${time}`,
  today: 'Today',
  dayBefore: 'Yesterday',
  between: {
    choice: 'Between…',
    from: 'First day',
    to: 'Last day',
    example: '2026-01-31',
    since: (day: string) => `Since ${day}`,
    until: (day: string) => `Until ${day}`,
    slips: {
      day: 'Write a day with all four digits of its year, as 2026-01-31.',
      order: 'The first day is after the last day.',
    },
  },
} as const;
