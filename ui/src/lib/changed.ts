import type { FilingName, FormView, LeavingView, MovesView, PlaybookView, SavePlaybook } from '../generated/api';
import { addressingWords } from '../words/addressing';
import { changedWords as words } from '../words/changed';
import { leavingWords } from '../words/leaving';
import { playbookWords } from '../words/playbook';
import { vocabularyWords } from '../words/vocabulary';
import { writersWords } from '../words/writers';
import { APPLIED, POSTING_FIELDS } from './addressing';
import { keyOf } from './postingmap';
import { remindsMore } from './reminders';
import { SCORES, SCORE_WORDS, days, either, list, number } from './words';

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

/** The change that takes a playbook away that is for use by hand, so that it is asked about though nothing triggers it. */
export const BY_HAND = 'byHand';

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

/** What changes if these stages trigger a playbook, in words. */
export function triggersChanged(book: PlaybookView, stageIds: readonly string[], nameOf: NameOf): Change[] {
  const { what, none } = words.triggers;
  const stage = (id: string) =>
    book.triggers.find(({ stageId }) => stageId === id)?.stage ??
    (id === APPLIED ? playbookWords.trigger.applications.label : (nameOf(id) ?? playbookWords.moves.goneStage));
  const was = book.triggers.map(({ stageId }) => stageId);
  return some(what, [was, stageIds], stage, none);
}

type Sayer = (was: PlaybookView, is: PlaybookView, nameOf: NameOf) => Change[];

const { which, who } = addressingWords;
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

/** What is chosen of several, in whichever order; `none` says that nothing is. */
function some<T>(
  what: string,
  [was, is]: [was: readonly T[], is: readonly T[]],
  name: (value: T) => string,
  none: string = words.any,
): Change[] {
  if (was.length === is.length && was.every((value) => is.includes(value))) return [];
  return one([what, what], [was, is], (values) => either(values.map(name)) || none);
}

type Limit = 'expiresInDays' | 'rescreenAfterDays' | 'hourlyCap' | 'askAbove';

/**
 * A number; `risky` says in which direction it invites more people, or sooner, and `otherwise` whom it concerns in
 * the other direction.
 */
function limit(key: Limit, risky: 'more' | 'less', otherwise: (is: PlaybookView) => string | null = () => null): Sayer {
  const { label, unit } = playbookWords.limits[key];
  return ({ [key]: was }, next) => {
    const is = next[key];
    const asks = is > was === (risky === 'more') ? words.concerns[key] : otherwise(next);
    return one([key, label], [was, is], (n) => `${number(n)} ${unit}`, asks);
  };
}

/** An assessment that may be chosen, or what it is called if none is. */
const sent = (none: string, nameOf: NameOf) => (id: string | null | undefined) =>
  id ? (nameOf(id) ?? which.gone) : none;

/** The name of somebody who writes to Lever. */
const writer = (nameOf: NameOf) => (id: string | null) =>
  id === null ? writersWords.nobody : (nameOf(id) ?? writersWords.gone);

/** From the fewest files to the most. */
const FILINGS: readonly FilingName[] = ['never', 'scored', 'finished'];

const SAYERS: { [K in keyof PlaybookPatch]?: Sayer } = {
  byHand: ({ byHand: was }, { byHand: is }) => {
    const { label } = playbookWords.trigger.byHand;
    return one([BY_HAND, label], [was, is], words.onOff, is ? null : words.concerns.byHand);
  },
  atThisDesk: ({ atThisDesk: was }, { atThisDesk: is }) => {
    const { label } = playbookWords.atThisDesk;
    return one(['atThisDesk', label], [was, is], words.onOff, is ? words.concerns.atThisDesk : null);
  },
  conditions: ({ conditions: was }, { conditions: is }, nameOf) => {
    const { postings, origins, confidentiality } = who;
    const posting = (id: string) => nameOf(id) ?? which.map.gonePosting;
    return [
      ...POSTING_FIELDS.flatMap((field) =>
        some(postings.fields[field], [was[field], is[field]], field === 'postingIds' ? posting : String),
      ),
      ...some(origins.label, [was.origins, is.origins], (origin) => origins.names[origin]),
      ...one(
        ['confidentiality', confidentiality.label],
        [was.confidentiality, is.confidentiality],
        (one) => confidentiality.names[one],
      ),
    ];
  },
  assessmentId: ({ assessmentId: was }, { assessmentId: is }, nameOf) => {
    const { label, none } = which.fallback;
    return one(['assessmentId', label], [was, is], sent(none, nameOf), words.concerns.assessment);
  },
  stageAssessments: ({ stageAssessments: was }, { stageAssessments: is }, nameOf) =>
    [...new Set([...was, ...is].map(({ stageId }) => stageId))].flatMap((id) => {
      const of = (all: typeof was) => all.find(({ stageId }) => stageId === id)?.assessmentId;
      const what = which.stages.of(nameOf(id) ?? playbookWords.moves.goneStage);
      return one([id, what], [of(was), of(is)], sent(words.noneOfItsOwn, nameOf), words.concerns.assessment);
    }),
  postingAssessments: ({ postingAssessments: was }, { postingAssessments: is }, nameOf) =>
    [...new Map([...was, ...is].map((entry) => [keyOf(entry), entry]))].flatMap(([key, { postingId, stageId }]) => {
      const of = (all: typeof was) => all.find((entry) => keyOf(entry) === key)?.assessmentId;
      const stage = stageId === null ? null : (nameOf(stageId) ?? which.map.goneStage);
      const what = words.posting(nameOf(postingId) ?? which.map.gonePosting, stage);
      return one([key, what], [of(was), of(is)], sent(words.noneOfItsOwn, nameOf), words.concerns.assessment);
    }),
  postingTag: ({ postingTag: was }, { postingTag: is }) => {
    const { what, none } = words.postingTag;
    return one(['postingTag', what], [was, is], (tag) => tag ?? none, words.concerns.assessment);
  },
  expiresInDays: limit('expiresInDays', 'more'),
  // Where results are used again, older ones are used, too.
  rescreenAfterDays: limit('rescreenAfterDays', 'less', ({ rescreening }) =>
    rescreening === 'reuse' ? words.concerns.reuse : null,
  ),
  hourlyCap: limit('hourlyCap', 'more'),
  askAbove: limit('askAbove', 'more'),
  skipSnoozed: ({ skipSnoozed: was }, { skipSnoozed: is }) => {
    const { label } = playbookWords.limits.skipSnoozed;
    return one(['skipSnoozed', label], [was, is], words.onOff, is ? null : words.concerns.skipSnoozed);
  },
  rescreening: ({ rescreening: was }, { rescreening: is }) => {
    const { label, rules } = playbookWords.limits.rescreening;
    return one(
      ['rescreening', label],
      [was, is],
      (rule) => rules[rule],
      { send_again: words.concerns.sendAgain, reuse: words.concerns.reuse, ask: null, leave_out: null }[is],
    );
  },
  remindAfterDays: ({ remindAfterDays: was }, { remindAfterDays: is }) => {
    const asks = remindsMore(was, is) ? words.concerns.reminders : null;
    return one(['remindAfterDays', words.reminders.what], [was, is], reminders, asks);
  },
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
    const asks = FILINGS.indexOf(is) > FILINGS.indexOf(was) ? words.concerns.filing : null;
    return one(['filing', title], [was, is], (filing) => when[filing], asks);
  },
  writers: ({ writers: was }, { writers: is }, nameOf) => {
    const { performAs, fallback, nobody } = writersWords;
    const asks = words.concerns.writers;
    return [
      ...one(['performAs', performAs], [was.performAs, is.performAs], writer(nameOf), asks.performAs),
      ...one(['fallback', fallback], [was.fallback, is.fallback], (address) => address ?? nobody, asks.fallback),
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
