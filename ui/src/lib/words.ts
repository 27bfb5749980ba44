import { commonWords } from '../words/common';
import { numbers } from './locale';

/** The verdict words of the 1-4 scale. */
export const SCORE_WORDS: Readonly<Record<number, string>> = commonWords.scores;

/** The scale, lowest first. */
export const SCORES = [1, 2, 3, 4] as const;

/** `1 answer`, `5 answers`, `1,284 screenings`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** A number with thousands separators, as the person's system writes it. */
export function number(n: number): string {
  return numbers().format(n);
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return commonWords.and(items.slice(0, -1).join(', '), items[items.length - 1] ?? '');
}

/** `a`, `a or b`, `a, b or c`. */
export function either(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return commonWords.or(items.slice(0, -1).join(', '), items[items.length - 1] ?? '');
}

/** Up to two initials of a name; a middle dot if it has no letters. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).map((part) => part.match(/\p{L}/u)?.[0] ?? '');
  const letters = parts.filter(Boolean);
  const last = letters.length > 1 ? letters[letters.length - 1] : '';
  return ((letters[0] ?? '') + last).toUpperCase() || '·';
}

/** The name that one would say aloud; the whole one if its first word is not a name. */
export function firstName(name: string): string {
  const first = name.trim().split(/\s+/)[0] ?? '';
  return /^[\p{L}\p{M}'’.-]+$/u.test(first) ? first : name;
}

/** First letter in upper case. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whole days as words: `30 days`, `1 day`. */
export function days(n: number): string {
  return count(n, commonWords.day);
}
