import type { AnsweredQuestion, CountView, NumberView, QuestionKind, QuestionView } from '../generated/api';
import { numbers } from './locale';

/** Kinds of questions that can be written here, in the order in which they are offered. */
export const KINDS = ['text', 'choice', 'number', 'yes_no'] as const satisfies readonly QuestionKind[];

/** A kind of question that can be written here. */
export type Kind = (typeof KINDS)[number];

/** What a question, or all of them, can count. */
export interface Countable {
  /** Most points that can be reached. */
  points: number;
  /** An answer can miss a hard requirement. */
  rulesOut: boolean;
}

/** What an assessment counts as a whole. */
export interface Totals {
  points: number;
  /** Questions with a hard requirement. */
  requirements: number;
  /** Questions that a person reads. */
  read: number;
}

/** The longest number that the interview reads, in characters. */
const LONGEST = 30;

/** A number as people type it, with a comma or a point; null if it is none. */
export function readNumber(typed: string): number | null {
  const plain = typed.trim().replace(',', '.');
  if (plain.length > LONGEST || !/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  // Adding zero makes one zero of the two.
  return Number(plain) + 0;
}

/** A number as it stands in a field: with the sign that the person's system uses, and no separators. */
export const typedNumber = (value: number): string =>
  numbers({ useGrouping: false, maximumFractionDigits: 12 }).format(value);

/** Whether a person reads the answers of a question. */
export const isRead = ({ kind }: Pick<QuestionView, 'kind'>): boolean => kind === 'text' || kind === 'other';

/** What a question can count. */
export function countable({ kind, options, number }: Pick<QuestionView, 'kind' | 'options' | 'number'>): Countable {
  const points = kind === 'number' ? (number?.points ?? []) : kind === 'text' ? [] : options;
  const most = points.map((one) => one.points).filter((one) => Number.isFinite(one));
  return {
    points: Math.max(0, ...most),
    rulesOut:
      kind === 'number'
        ? number !== null && (number.atLeast !== null || number.atMost !== null)
        : kind !== 'text' && options.some((option) => option.knockOut),
  };
}

/** What the questions of an assessment count as a whole. */
export function totals(questions: readonly QuestionView[]): Totals {
  const all = questions.map(countable);
  return {
    points: all.reduce((sum, one) => sum + one.points, 0),
    requirements: all.filter((one) => one.rulesOut).length,
    read: questions.filter(isRead).length,
  };
}

/** What an answer counts; null if no rule says. An answer that is missing counts nothing. */
export function countOf({ question, count }: AnsweredQuestion): CountView | null {
  if (isRead(question)) return null;
  const { points, rulesOut } = countable(question);
  if (points === 0 && !rulesOut) return null;
  return count ?? { points: 0, of: points, knockedOut: false };
}

/** The rules of a question of a kind, before anything is written. */
export function blankRules(kind: Kind): Pick<QuestionView, 'anchors' | 'options' | 'number'> {
  const option = (text: string) => ({ text, points: 0, knockOut: false });
  const number: NumberView = { unit: '', atLeast: null, atMost: null, points: [] };
  return {
    anchors: [],
    // The interview knows these two words, and no others.
    options: kind === 'choice' ? [option(''), option('')] : kind === 'yes_no' ? [option('Yes'), option('No')] : [],
    number: kind === 'number' ? number : null,
  };
}
