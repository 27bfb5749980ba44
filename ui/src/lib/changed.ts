import type { FormView, LeavingView, MovesView, PlaybookView, SavePlaybook } from '../generated/api';
import { addressingWords } from '../words/addressing';
import { changedWords as words } from '../words/changed';
import { leavingWords } from '../words/leaving';
import { playbookWords } from '../words/playbook';
import { vocabularyWords } from '../words/vocabulary';
import { writersWords } from '../words/writers';
import { keyOf } from './postingmap';
import { SCORES, SCORE_WORDS, days, list, number } from './words';

/** What can be changed of a playbook. */
export type PlaybookPatch = Partial<Omit<SavePlaybook, 'id'>>;

/** What Lever, or the provider, calls something; null if it is not there any more. */
export type NameOf = (id: string) => string | null;

/** One thing that a change changes, in words. */
export interface Change {
  key: string;
  what: string;
  before: string;
  after: string;
  /** Whom it concerns, if a playbook that is on should not be changed so without a question. */
  concerns: string | null;
}

/** Says that there shall be no feedback form. */
export const NO_FORM: FormView = { templateId: '', fields: [] };

const keysOf = (patch: PlaybookPatch) => Object.keys(patch) as (keyof PlaybookPatch)[];

/** The patch that brings back what `patch` changes in this playbook. */
export function former(book: PlaybookView, patch: PlaybookPatch): PlaybookPatch {
  const value = (key: keyof PlaybookPatch) => (key === 'form' ? (book.form ?? NO_FORM) : (book[key] ?? ''));
  return Object.fromEntries(keysOf(patch).map((key) => [key, value(key)]));
}

/** The playbook as the patch leaves it. What is named by an id keeps the name that it had. */
export function patched(book: PlaybookView, patch: PlaybookPatch): PlaybookView {
  const value = (key: keyof PlaybookPatch) => {
    if (key === 'form') return patch.form?.templateId === '' ? null : patch.form;
    return (key === 'assessmentId' || key === 'postingTag') && patch[key] === '' ? null : patch[key];
  };
  return { ...book, ...Object.fromEntries(keysOf(patch).map((key) => [key, value(key)])) };
}

/** What a patch changes in a playbook, in words. */
export function changesOf(book: PlaybookView, patch: PlaybookPatch, nameOf: NameOf): Change[] {
  const next = patched(book, patch);
  return keysOf(patch).flatMap((key) => SAYERS[key]?.(book, next, nameOf) ?? []);
}

type Sayer = (was: PlaybookView, is: PlaybookView, nameOf: NameOf) => Change[];

const { which } = addressingWords;
/** One thing, if it is another than before. */
function one<T>(
  [key, what]: [key: string, what: string],
  [was, is]: [was: T, is: T],
  say: (value: T) => string,
  concerns: string | null = null,
): Change[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  return [{ key, what, before: say(was), after: say(is), concerns }];
}

/** A number; `risky` says in which direction it invites more people, or sooner. */
function limit(key: 'expiresInDays' | 'rescreenAfterDays' | 'hourlyCap' | 'askAbove', risky: 'more' | 'less'): Sayer {
  const { label, unit } = playbookWords.limits[key];
  return ({ [key]: was }, { [key]: is }) => {
    const asks = risky === 'more' ? is > was : is < was;
    return one([key, label], [was, is], (n) => `${number(n)} ${unit}`, asks ? words.concerns[key] : null);
  };
}

/** An assessment that may be chosen, or what it is called if none is. */
const sent = (none: string, nameOf: NameOf) => (id: string | null | undefined) =>
  id ? (nameOf(id) ?? which.gone) : none;

const SAYERS: { [K in keyof PlaybookPatch]?: Sayer } = {
  byHand: (was, is) => one(['byHand', playbookWords.trigger.byHand.label], [was.byHand, is.byHand], words.onOff),
  atThisDesk: (was, is) =>
    one(['atThisDesk', playbookWords.atThisDesk.label], [was.atThisDesk, is.atThisDesk], words.onOff),
  assessmentId: ({ assessmentId: was }, { assessmentId: is }, nameOf) => {
    const { label, none } = which.fallback;
    return one(['assessmentId', label], [was, is], sent(none, nameOf), words.concerns.assessment);
  },
  stageAssessments: ({ stageAssessments: was }, { stageAssessments: is }, nameOf) =>
    [...new Set([...was, ...is].map(({ stageId }) => stageId))].flatMap((id) => {
      const of = (all: typeof was) => all.find(({ stageId }) => stageId === id)?.assessmentId;
      const what = which.stages.of(nameOf(id) ?? playbookWords.moves.goneStage);
      return one([id, what], [of(was), of(is)], sent(words.noneOfItsOwn, nameOf));
    }),
  postingAssessments: ({ postingAssessments: was }, { postingAssessments: is }, nameOf) =>
    [...new Map([...was, ...is].map((entry) => [keyOf(entry), entry]))].flatMap(([key, { postingId, stageId }]) => {
      const of = (all: typeof was) => all.find((entry) => keyOf(entry) === key)?.assessmentId;
      const stage = stageId === null ? null : (nameOf(stageId) ?? which.map.goneStage);
      const what = words.posting(nameOf(postingId) ?? which.map.gonePosting, stage);
      return one([key, what], [of(was), of(is)], sent(words.noneOfItsOwn, nameOf));
    }),
  postingTag: ({ postingTag: was }, { postingTag: is }) => {
    const { what, none } = words.postingTag;
    return one(['postingTag', what], [was, is], (tag) => tag ?? none, words.concerns.assessment);
  },
  expiresInDays: limit('expiresInDays', 'more'),
  rescreenAfterDays: limit('rescreenAfterDays', 'less'),
  hourlyCap: limit('hourlyCap', 'more'),
  askAbove: limit('askAbove', 'more'),
  rescreening: ({ rescreening: was }, { rescreening: is }) => {
    const { label, rules } = playbookWords.limits.rescreening;
    return one(
      ['rescreening', label],
      [was, is],
      (rule) => rules[rule],
      is === 'send_again' ? words.concerns.sendAgain : null,
    );
  },
  remindAfterDays: (was, is) =>
    one(['remindAfterDays', words.reminders.what], [was.remindAfterDays, is.remindAfterDays], reminders),
  leaving: ({ leaving: was }, { leaving: is }) =>
    (Object.keys(is) as (keyof LeavingView)[]).flatMap((key) =>
      one(
        [key, words.leaving(leavingWords.departures[key])],
        [was[key], is[key]],
        (rule) => leavingWords.rules[rule],
        is[key] === 'cancel' ? words.concerns.cancel : null,
      ),
    ),
  filing: ({ filing: was }, { filing: is }) => {
    const { title, when } = vocabularyWords.filing;
    return one(['filing', title], [was, is], (filing) => when[filing]);
  },
  writers: ({ writers: was }, { writers: is }, nameOf) => {
    const { performAs, fallback, nobody, gone } = writersWords;
    const writer = (id: string | null) => (id === null ? nobody : (nameOf(id) ?? gone));
    return [
      ...one(['performAs', performAs], [was.performAs, is.performAs], writer),
      ...one(['fallback', fallback], [was.fallback, is.fallback], (address) => address ?? nobody),
    ];
  },
  moves: ({ moves: was }, { moves: is }, nameOf) => {
    const { automatic, gonePosting } = playbookWords.moves;
    const asks = is.automatic ? words.concerns.automatic : null;
    const postings = new Set([...was.byPosting, ...is.byPosting].map(({ postingId }) => postingId));
    return [
      ...one(['automatic', automatic.label], [was.automatic, is.automatic], words.onOff, asks),
      ...rules(was, is, null, is.automatic, nameOf),
      ...[...postings].flatMap((id) => {
        const of = ({ byPosting }: MovesView) => byPosting.find(({ postingId }) => postingId === id);
        const [before, after] = [of(was), of(is)];
        const title = nameOf(id) ?? gonePosting;
        const inside = rules(before ?? was, after ?? is, title, is.automatic, nameOf);
        if (before && after) return inside;
        // Rules that begin as those for every posting move nobody elsewhere.
        const concerns = inside.find((one) => one.concerns !== null)?.concerns ?? null;
        const say = (own: boolean) => (own ? words.moves.own : words.moves.forAll);
        return one([id, words.moves.rulesOf(title)], [before !== undefined, after !== undefined], say, concerns);
      }),
    ];
  },
};

function reminders(after: readonly number[]): string {
  const last = after.at(-1);
  if (last === undefined) return words.reminders.never;
  return words.reminders.after(list([...after.slice(0, -1).map(number), days(last)]));
}

/** The stages to which a result leads. */
export type Rules = Pick<MovesView, 'byScore' | 'byGrade'>;

/** The stages to which scores and grades lead. */
function rules(was: Rules, is: Rules, posting: string | null, automatic: boolean, nameOf: NameOf): Change[] {
  const { stay, goneStage, stageFor, stageForGrade, of } = playbookWords.moves;
  const label = (what: string) => (posting === null ? what : of(what, posting));
  const stage = (id: string | undefined) => (id === undefined ? stay : (nameOf(id) ?? goneStage));
  const row = (what: string, before: string | undefined, after: string | undefined) => {
    const concerns = after === undefined ? null : words.concerns.moves(automatic);
    return one([label(what), label(what)], [before, after], stage, concerns);
  };
  const grades = new Set([...was.byGrade, ...is.byGrade].map(({ grade }) => grade));
  return [
    ...[...grades].flatMap((name) => {
      const named = ({ byGrade }: Rules) => byGrade.find(({ grade }) => grade === name)?.stageId;
      return row(stageForGrade(name), named(was), named(is));
    }),
    ...SCORES.flatMap((value) => {
      const scored = ({ byScore }: Rules) => byScore.find(({ score }) => score === value)?.stageId;
      return row(stageFor(value, SCORE_WORDS[value] ?? ''), scored(was), scored(is));
    }),
  ];
}
