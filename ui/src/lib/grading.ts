import type { GradeView, GradingView, ScaleName, ThresholdsView } from '../generated/api';
import { vocabularyWords } from '../words/vocabulary';
import { SCORES } from './words';

/** How a score is read. */
export type Reading = 'pass' | 'review' | 'fail' | 'unread';

/** The numbers that there are on a scale. */
export interface Range {
  least: number;
  most: number;
}

/** The scale of a person's score. */
export const SCORE_RANGE: Range = { least: 1, most: 4 };

/** The numbers of a scale; points go as far as the assessment has them, and as any threshold. */
export function rangeOf(scale: ScaleName, points: number, { passFrom, failTo, grades }: ThresholdsView): Range {
  if (scale === 'score') return SCORE_RANGE;
  if (scale === 'percent') return { least: 0, most: 100 };
  const named = [passFrom, failTo, ...grades.map((grade) => grade.from)].map((one) => one ?? 0);
  return { least: 0, most: Math.max(1, points, ...named.filter((one) => Number.isFinite(one))) };
}

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

/** Numbers of a scale that are next to each other and mean the same. */
interface Run<T> {
  what: T;
  from: number;
  to: number;
}

/** A scale in runs, lowest first; `cuts` are where another one may begin. */
function runs<T>({ least, most }: Range, cuts: readonly number[], what: (value: number) => T): Run<T>[] {
  const inside = cuts.filter((cut) => cut > least && cut <= most);
  const starts = [...new Set([least, ...inside])].sort((a, b) => a - b);
  const found: Run<T>[] = [];
  starts.forEach((from, at) => {
    const [last, to] = [found.at(-1), (starts[at + 1] ?? most + 1) - 1];
    if (last && last.what === what(from)) last.to = to;
    else found.push({ what: what(from), from, to });
  });
  return found;
}

/** The whole scale by how it is read, lowest first. */
export function spans(thresholds: ThresholdsView, range: Range): Run<Reading>[] {
  const { passFrom, failTo } = thresholds;
  const cuts = [...(passFrom === null ? [] : [passFrom]), ...(failTo === null ? [] : [failTo + 1])];
  return runs(range, cuts, (value) => reading(thresholds, value));
}

/** Scores with one name, or with none. */
export interface Band {
  name: string | null;
  from: number;
  to: number;
}

/** The whole scale in bands, lowest first. */
export function bands(grades: readonly GradeView[], range = SCORE_RANGE): Band[] {
  const nameOf = (value: number) => {
    const reached = grades.filter((grade) => value >= grade.from);
    return reached.reduce<GradeView | null>((a, b) => (a === null || b.from > a.from ? b : a), null)?.name ?? null;
  };
  const cuts = grades.map((grade) => grade.from);
  return runs(range, cuts, nameOf).map(({ what, from, to }) => ({ name: what, from, to }));
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

/** Where another grade may begin: as high as none does yet; null if every score begins one. */
export function free(grades: readonly GradeView[], { least, most } = SCORE_RANGE): number | null {
  const taken = new Set(grades.map((grade) => grade.from));
  for (let score = most; score >= least; score -= 1) if (!taken.has(score)) return score;
  return null;
}

/** Where a grade begins that is added: as high as there is room, on a long scale well below those that are there. */
export function nextGrade(grades: readonly GradeView[], scale: ScaleName, range: Range): number | null {
  const taken = grades.map((grade) => grade.from).filter((from) => Number.isFinite(from));
  if (scale === 'score') return free(grades);
  const next = taken.length === 0 ? Math.round(range.most * 0.75) : Math.floor(Math.min(...taken) / 2);
  return taken.includes(next) ? free(grades, range) : next;
}

/** Where Lever's 2, 3 and 4 begin if nobody has said so: in quarters of what can be reached. */
export function quarters(scale: ScaleName, points: number): [number, number, number] {
  const most = scale === 'points' ? Math.max(4, points) : 100;
  const part = (quarter: number) => Math.round((most * quarter) / 4);
  return [part(1), part(2), part(3)];
}

/** Every name that a result can have: the grades of all thresholds, and of missed hard requirements. */
export function gradeNames({ thresholds, byAssessment }: GradingView): string[] {
  const all = [thresholds, ...byAssessment.map((own) => own.thresholds)];
  const named = (one: ThresholdsView) => [...one.grades].sort((a, b) => b.from - a.from).map((grade) => grade.name);
  const missed = all.map((one) => one.knockedOut ?? '');
  const names = [...all.flatMap(named), ...missed].map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

/** The same thresholds on another scale, as near as whole numbers come; `points` is 0 if there is nothing to count. */
export function rescaled(thresholds: ThresholdsView, from: ScaleName, to: ScaleName, points: number): ThresholdsView {
  const a = rangeOf(from, points, thresholds);
  // The numbers of another scale say nothing about how many points there are.
  const b: Range = to === 'points' ? { least: 0, most: points || 100 } : rangeOf(to, points, thresholds);
  // In percent, whatever passed still passes and whatever failed still fails (8 of 12 points are 66⅔ %). Elsewhere,
  // nothing passes or fails that did not (50 % is a score of 2.5: a 3 did not fail).
  const [pass, fail] = to === 'percent' ? [Math.floor, Math.ceil] : [Math.ceil, Math.floor];
  const exact = (value: number) => b.least + ((value - a.least) * (b.most - b.least)) / Math.max(1, a.most - a.least);
  const passFrom = thresholds.passFrom === null ? null : pass(exact(thresholds.passFrom));
  const failTo = thresholds.failTo === null ? null : fail(exact(thresholds.failTo));
  return {
    ...thresholds,
    passFrom,
    failTo: contradicts(passFrom, failTo) && passFrom !== null ? Math.max(b.least, passFrom - 1) : failTo,
    grades: thresholds.grades.map((grade) => ({ ...grade, from: pass(exact(grade.from)) })),
  };
}

/** What keeps the numbers of a grading from being saved; `id` is the assessment's, or empty for every one. */
export function numberProblems({ scale, thresholds, byAssessment, scoreFrom }: GradingView): Map<string, string> {
  const words = vocabularyWords.scores.problems;
  const found = new Map<string, string>();
  const check = (key: string, value: number | null, on: ScaleName = scale) => {
    const most = on === 'score' ? 4 : on === 'percent' ? 100 : Infinity;
    const good = value === null || (Number.isInteger(value) && value >= 0 && value <= most);
    if (!good) found.set(key, on === 'points' ? words.whole : words.upTo(most));
  };
  for (const own of [{ assessmentId: '', thresholds }, ...byAssessment]) {
    const { passFrom, failTo, grades } = own.thresholds;
    check(`${own.assessmentId}.passFrom`, passFrom);
    check(`${own.assessmentId}.failTo`, failTo);
    if (contradicts(passFrom, failTo)) found.set(`${own.assessmentId}.failTo`, words.contradicts);
    grades.forEach((grade, at) => check(`${own.assessmentId}.grade.${at}`, grade.from));
  }
  scoreFrom?.forEach((from, at) => {
    check(`scoreFrom.${at}`, from, scale === 'points' ? 'points' : 'percent');
    const before = scoreFrom[at - 1];
    if (before !== undefined && from <= before) found.set(`scoreFrom.${at}`, words.ascending);
  });
  return found;
}
