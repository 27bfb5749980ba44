import type { AssessmentDraft, AssessmentView, QuestionView } from '../generated/api';
import { assessmentWords } from '../words/assessments';
import { ruleProblems, WAITING } from './rules';

const MOST = { name: 200, description: 2_000, text: 4_000, hint: 1_000, anchor: 500, questions: 50, minutes: 480 };

/** Field → what is wrong with it. Questions' fields are named by the question's id. */
export type Problems = ReadonlyMap<string, string>;

/** An id that nobody else has made up. */
export function makeId(kind: string): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return `${kind}-${[...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

export function blankQuestion(): QuestionView {
  return { id: makeId('q'), kind: 'text', text: '', hint: null, anchors: [], options: [], number: null };
}

export function blankDraft(): AssessmentDraft {
  return {
    id: makeId('a'),
    name: '',
    description: '',
    minutes: 15,
    revision: 0,
    questions: [blankQuestion()],
  };
}

/** What somebody changes of an assessment. */
export function draftOf(view: AssessmentView): AssessmentDraft {
  const { id, name, description, minutes, revision } = view;
  return { id, name, description, minutes, revision, questions: view.questions.map(copied) };
}

/** A question that shares nothing with another. */
function copied(question: QuestionView): QuestionView {
  const { anchors, options, number } = question;
  return {
    ...question,
    anchors: [...anchors],
    options: options.map((option) => ({ ...option })),
    number: number && { ...number, points: number.points.map((step) => ({ ...step })) },
  };
}

/** A draft that an earlier version of the app may have kept. */
export function complete(draft: AssessmentDraft): AssessmentDraft {
  const questions = draft.questions.map((question) => ({ ...blankQuestion(), ...question }));
  return { ...draft, questions };
}

/** A new one with the same questions, under a title that is free. */
export function copyOf(view: AssessmentView, all: readonly { name: string }[]): AssessmentDraft {
  const taken = new Set(all.map((one) => same(one.name)));
  let n = 2;
  while (taken.has(same(assessmentWords.fresh.copy(view.name, n)))) n += 1;
  const name = assessmentWords.fresh.copy(view.name, n);
  return { ...draftOf(view), id: makeId('a'), name, revision: 0 };
}

/** Whether all of its questions can be changed here. */
export function canEdit(view: AssessmentView): boolean {
  return !view.builtIn && view.questions.every((question) => question.kind !== 'other');
}

/** Whether saving would change anything. */
export function isChanged(draft: AssessmentDraft, saved: AssessmentView | null): boolean {
  return saved === null || said(draft) !== said(draftOf(saved));
}

/** What the list shows: new ones that were never saved, then all others as they are being written. */
export function listed(
  all: readonly AssessmentView[],
  drafts: readonly AssessmentDraft[],
): ((AssessmentDraft | AssessmentView) & { builtIn: boolean; unsaved: boolean })[] {
  const fresh = drafts.filter((draft) => !all.some((one) => one.id === draft.id));
  return [
    ...fresh.map((draft) => ({ ...draft, builtIn: false, unsaved: true })),
    ...all.map((one) => {
      const draft = drafts.find((other) => other.id === one.id);
      const unsaved = draft !== undefined && isChanged(draft, one);
      return { ...one, ...(unsaved ? draft : {}), unsaved };
    }),
  ];
}

/** The list with one thing at another place; the same list if there is no such place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items];
  if (to < 0 || to >= items.length) return next;
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** What keeps a draft from being saved, in the order of the fields. */
export function problemsOf(draft: AssessmentDraft, others: readonly AssessmentView[]): Problems {
  const words = assessmentWords.problems;
  const found = new Map<string, string>();
  const length = (field: string, text: string, most: number) => {
    if ([...text.trim()].length > most) found.set(field, words.long(most));
  };
  length('name', draft.name, MOST.name);
  if (draft.name.trim() === '') found.set('name', words.name);
  if (others.some((one) => one.id !== draft.id && same(one.name) === same(draft.name))) found.set('name', words.taken);
  if (!Number.isInteger(draft.minutes) || draft.minutes < 1 || draft.minutes > MOST.minutes)
    found.set('minutes', words.minutes);
  length('description', draft.description, MOST.description);
  if (draft.questions.length === 0) found.set('questions', words.questions);
  if (draft.questions.length > MOST.questions) found.set('questions', words.tooMany);
  for (const question of draft.questions) {
    const { id, text, hint, anchors } = question;
    length(`${id}.text`, text, MOST.text);
    if (text.trim() === '') found.set(`${id}.text`, words.text);
    length(`${id}.hint`, hint ?? '', MOST.hint);
    const some = anchors.some((anchor) => anchor.trim() !== '');
    anchors.forEach((anchor, at) => {
      length(`${id}.anchor.${at}`, anchor, MOST.anchor);
      if (some && anchor.trim() === '') found.set(`${id}.anchor.${at}`, words.anchors);
    });
    for (const [field, problem] of ruleProblems(question)) found.set(`${id}.${field}`, problem);
  }
  return found;
}

/** Those that are said while it is typed: what is only not written yet is not yet wrong. */
export function wrongAlready(problems: Problems): Problems {
  const { name, questions, text, anchors } = assessmentWords.problems;
  const waiting = new Set<string>([name, questions, text, anchors, ...WAITING]);
  return new Map([...problems].filter(([, problem]) => !waiting.has(problem)));
}

const same = (name: string) => name.trim().toLowerCase();

/** Everything that is said, in a form to compare. */
function said(draft: AssessmentDraft): string {
  const questions = draft.questions.map(({ id, kind, text, hint, anchors, options, number }) => [
    id,
    kind,
    text.trim(),
    hint?.trim() ?? '',
    anchors.some((anchor) => anchor.trim() !== '') ? anchors.map((anchor) => anchor.trim()) : [],
    options.map((option) => [option.text.trim(), option.points, option.knockOut]),
    number && [
      number.unit.trim(),
      number.atLeast,
      number.atMost,
      number.points.map((step) => [step.from, step.points]),
    ],
  ]);
  return JSON.stringify([draft.name.trim(), draft.description.trim(), draft.minutes, questions]);
}
