import type { GradeView, ThresholdsView } from '../generated/api';
import { SCORES } from './words';

/** How a score is read. */
export type Reading = 'pass' | 'review' | 'fail' | 'unread';

/** How a score is read with these thresholds; every score has exactly one reading. */
export function reading({ passFrom, failTo }: ThresholdsView, score: number): Reading {
  if (passFrom === null && failTo === null) return 'unread';
  if (passFrom !== null && score >= passFrom) return 'pass';
  return failTo !== null && score <= failTo ? 'fail' : 'review';
}

/** The scores of each reading. */
export function readings(thresholds: ThresholdsView): Record<Reading, number[]> {
  const all: Record<Reading, number[]> = { pass: [], review: [], fail: [], unread: [] };
  for (const score of SCORES) all[reading(thresholds, score)].push(score);
  return all;
}

/** Whether a score passes and fails at once. */
export const contradicts = (passFrom: number | null, failTo: number | null): boolean =>
  passFrom !== null && failTo !== null && failTo >= passFrom;

/** Scores with one name, or with none. */
export interface Band {
  name: string | null;
  from: number;
  to: number;
}

/** The whole scale in bands, lowest first. */
export function bands(grades: readonly GradeView[]): Band[] {
  const found: Band[] = [];
  for (const score of SCORES) {
    const reached = grades.filter((grade) => score >= grade.from);
    const grade = reached.length === 0 ? null : reached.reduce((a, b) => (b.from > a.from ? b : a));
    const last = found.at(-1);
    if (last && last.name === (grade?.name ?? null)) last.to = score;
    else found.push({ name: grade?.name ?? null, from: score, to: score });
  }
  return found;
}

/** The first grade without a name or a beginning of its own; null if each has them. */
export function unclear(grades: readonly GradeView[]): number | null {
  const at = grades.findIndex(
    (grade, index) =>
      grade.name.trim() === '' ||
      grades.slice(0, index).some((other) => other.name.trim() === grade.name.trim() || other.from === grade.from),
  );
  return at < 0 ? null : at;
}

/** Where another grade may begin, the highest first; null if every score begins one. */
export function free(grades: readonly GradeView[]): number | null {
  return [...SCORES].reverse().find((score) => !grades.some((grade) => grade.from === score)) ?? null;
}
