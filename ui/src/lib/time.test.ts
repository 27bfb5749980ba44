import { beforeEach, describe, expect, it } from 'vitest';
import { speaks } from '../testing/locale';
import {
  age,
  ago,
  ahead,
  checked,
  clockTime,
  countdown,
  dayHeading,
  duration,
  minute,
  moment,
  secondsLeft,
  span,
} from './time';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

beforeEach(() => speaks('en-GB'));

describe('ages', () => {
  it.each([
    [0, 'now'],
    [44 * S, 'now'],
    [50 * S, '1 min'],
    [12 * M, '12 min'],
    [3 * H, '3 h'],
    [2 * D, '2 d'],
    [7 * D - 1, '6 d'],
    [7 * D, '14 Nov'],
    [-5 * S, 'now'],
  ])('%i ms is %s', (passed, words) => expect(age(NOW - passed, NOW)).toBe(words));

  it('says ages in sentences', () => {
    expect(ago(NOW - 4 * M, NOW)).toBe('4 minutes ago');
    expect(ago(NOW - H, NOW)).toBe('1 hour ago');
    expect(ago(NOW - 30 * H, NOW)).toBe('yesterday');
    expect(ago(NOW - 6 * D, NOW)).toBe('6 days ago');
    expect(ago(NOW - 60 * D, NOW)).toBe('on 22 September');
    expect(ago(NOW - 400 * D, NOW)).toContain('2025');
  });
});

describe('countdown', () => {
  it('counts whole seconds down and never below zero', () => {
    expect(countdown(NOW + 9 * S, NOW)).toBe('Sending in 9 s');
    expect(countdown(NOW + 8_001, NOW)).toBe('Sending in 9 s');
    expect(countdown(NOW, NOW)).toBe('Sending now');
    expect(secondsLeft(NOW - 5 * S, NOW)).toBe(0);
  });
  it('does not count a long hold in seconds', () => {
    expect(countdown(NOW + 40 * M, NOW)).toBe('Sending in 40 min');
    expect(countdown(NOW + 121 * S, NOW)).toBe('Sending in 2 min');
    expect(countdown(NOW + 5 * H, NOW)).toBe('Sending in 5 h');
    expect(countdown(null, NOW)).toBeNull();
  });
});

describe('the status bar', () => {
  it('says when it looked and when it looks next', () => {
    expect(checked(NOW - 4 * S, NOW + 6 * S, NOW)).toBe('Checked 4 s ago, next in 6 s');
    expect(checked(NOW - 4 * S, null, NOW)).toBe('Checked 4 s ago');
    expect(checked(NOW - 4 * S, NOW - S, NOW)).toBe('Checked 4 s ago');
    expect(checked(null, null, NOW)).toBe('Not checked yet');
  });
  it('never shows a negative time if clocks differ', () =>
    expect(checked(NOW + 3 * S, null, NOW)).toBe('Checked 0 s ago'));
  it('uses the largest fitting unit', () => {
    expect(span(89 * S)).toBe('89 s');
    expect(span(5 * M)).toBe('5 min');
    expect(span(3 * D)).toBe('3 d');
  });
  it('says how long something took', () => {
    expect(duration(20 * S)).toBe('under a minute');
    expect(duration(18 * M)).toBe('18 minutes');
    expect(duration(3 * H)).toBe('3 hours');
    expect(duration(3 * D)).toBe('3 days');
  });
});

it('names days', () => {
  expect(dayHeading(NOW, NOW)).toBe('Today');
  expect(dayHeading(NOW - D, NOW)).toBe('Yesterday');
  expect(dayHeading(NOW - 10 * D, NOW)).toBe('11 November');
  expect(ahead(NOW + 3 * D, NOW)).toBe('in 3 days');
});

describe('dates and times', () => {
  const now = new Date(2026, 10, 21, 15, 4, 5).getTime();
  const before = new Date(2026, 8, 3, 9, 14, 2).getTime();
  const spaced = (text: string) => text.replace(/\s/gu, ' ');

  it.each([
    ['en-GB', '15:04', '15:04:05', '3 September, 09:14', '3 Sept'],
    ['en-US', '3:04 PM', '3:04:05 PM', 'September 3, 9:14 AM', 'Sep 3'],
    ['de-DE', '15:04', '15:04:05', '3. September, 09:14', '3. Sept.'],
  ])('are written as a system of %s writes them', (language, short, long, other, brief) => {
    speaks(language);
    expect(spaced(minute(now, now))).toBe(short);
    expect(spaced(moment(now, now))).toBe(long);
    expect(spaced(moment(before, now))).toBe(other);
    expect(age(before, now)).toBe(brief);
  });

  it.each([
    ['en-GB', ['15:04:05', '09:14:02', '00:00:00']],
    ['de-DE', ['15:04:05', '09:14:02', '00:00:00']],
    ['en-US', ['03:04:05 PM', '09:14:02 AM', '12:00:00 AM']],
  ])('are equally wide in a column, as people in %s write them', (language, written) => {
    speaks(language);
    const times = [now, before, new Date(2026, 0, 1).getTime()].map(clockTime);
    expect(times.map((time) => time.replaceAll('\u202f', ' '))).toEqual(written);
  });
});
