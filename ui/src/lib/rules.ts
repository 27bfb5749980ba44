import type { NumberView, OptionView, QuestionView } from '../generated/api';
import { assessmentWords } from '../words/assessments';

const MOST = { options: 20, points: 1_000, answer: 500, unit: 40, number: 1e12 };
const words = assessmentWords.problems;

/** What is only not written yet. */
export const WAITING: readonly string[] = [words.option, words.twoOptions];

/** What keeps the rules of a question from being saved, by field. */
export function ruleProblems({ kind, options, number }: QuestionView): Map<string, string> {
  if (kind === 'number') return number ? numberProblems(number) : new Map();
  return kind === 'choice' || kind === 'yes_no' ? optionProblems(kind === 'choice', options) : new Map();
}

function optionProblems(choice: boolean, options: readonly OptionView[]): Map<string, string> {
  const found = new Map<string, string>();
  const texts = options.map((option) => option.text.trim());
  options.forEach(({ points }, at) => {
    const text = texts[at] ?? '';
    if (text === '') found.set(`option.${at}.text`, words.option);
    else if (texts.indexOf(text) < at) found.set(`option.${at}.text`, words.sameOption);
    if ([...text].length > MOST.answer) found.set(`option.${at}.text`, words.long(MOST.answer));
    if (!isPoints(points)) found.set(`option.${at}.points`, words.points(MOST.points));
  });
  if (choice && options.length < 2) found.set('options', words.twoOptions);
  else if (options.length > MOST.options) found.set('options', words.manyOptions(MOST.options));
  else if (options.length > 0 && options.every((option) => option.knockOut)) found.set('options', words.allRuledOut);
  return found;
}

function numberProblems({ unit, atLeast, atMost, points }: NumberView): Map<string, string> {
  const found = new Map<string, string>();
  if ([...unit.trim()].length > MOST.unit) found.set('unit', words.long(MOST.unit));
  for (const [field, bound] of Object.entries({ atLeast, atMost }))
    if (bound !== null && !isNumber(bound)) found.set(field, words.number);
  if (atLeast !== null && atMost !== null && atLeast > atMost) found.set('atMost', words.bounds);
  points.forEach((step, at) => {
    if (!isNumber(step.from)) found.set(`step.${at}.from`, words.number);
    else if (points.slice(0, at).some((before) => before.from === step.from))
      found.set(`step.${at}.from`, words.sameStep);
    if (!isPoints(step.points)) found.set(`step.${at}.points`, words.points(MOST.points));
  });
  if (points.length > MOST.options) found.set('steps', words.manySteps(MOST.options));
  return found;
}

const isPoints = (points: number) => Number.isInteger(points) && points >= 0 && points <= MOST.points;
const isNumber = (value: number) => Number.isFinite(value) && Math.abs(value) <= MOST.number;
