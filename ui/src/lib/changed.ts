import type { FormView, LeavingView, MovesView, PlaybookView, PostingMovesView, SavePlaybook } from '../generated/api';
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
  const all = keysOf(patch).flatMap((key) => SAYERS[key]?.(book, next, nameOf) ?? []);
  return all.filter(({ before, after }) => before !== after);
}

type Sayer = (was: PlaybookView, is: PlaybookView, nameOf: NameOf) => Change[];

const { which } = addressingWords;
const one = (key: string, what: string, before: string, after: string, concerns: string | null = null): Change[] => [
  { key, what, before, after, concerns },
];

/** A number; `risky` says in which direction it invites more people, or sooner. */
function limit(key: 'expiresInDays' | 'rescreenAfterDays' | 'hourlyCap' | 'askAbove', risky: 'more' | 'less'): Sayer {
  const { label, unit } = playbookWords.limits[key];
  const said = (n: number) => `${number(n)} ${unit}`;
  return (was, is) => {
    const asks = risky === 'more' ? is[key] > was[key] : is[key] < was[key];
    return one(key, label, said(was[key]), said(is[key]), asks ? words.concerns[key] : null);
  };
}

const SAYERS: { [K in keyof PlaybookPatch]?: Sayer } = {
  byHand: (was, is) =>
    one('byHand', playbookWords.trigger.byHand.label, words.onOff(was.byHand), words.onOff(is.byHand)),
  atThisDesk: (was, is) =>
    one('atThisDesk', playbookWords.atThisDesk.label, words.onOff(was.atThisDesk), words.onOff(is.atThisDesk)),
  assessmentId: (was, is, nameOf) => {
    const said = ({ assessmentId: id }: PlaybookView) =>
      id === null ? which.fallback.none : (nameOf(id) ?? which.gone);
    return one('assessmentId', which.fallback.label, said(was), said(is), words.concerns.assessment);
  },
  stageAssessments: (was, is, nameOf) => {
    const ids = new Set([...was.stageAssessments, ...is.stageAssessments].map(({ stageId }) => stageId));
    const said = ({ stageAssessments }: PlaybookView, stage: string) => {
      const found = stageAssessments.find(({ stageId }) => stageId === stage);
      return found ? (nameOf(found.assessmentId) ?? which.gone) : words.stageDefault;
    };
    return [...ids].flatMap((id) =>
      one(id, which.stages.of(nameOf(id) ?? playbookWords.moves.goneStage), said(was, id), said(is, id)),
    );
  },
  postingAssessments: (was, is, nameOf) => {
    const all = new Map([...was.postingAssessments, ...is.postingAssessments].map((entry) => [keyOf(entry), entry]));
    const said = ({ postingAssessments }: PlaybookView, key: string) => {
      const found = postingAssessments.find((entry) => keyOf(entry) === key);
      return found ? (nameOf(found.assessmentId) ?? which.gone) : words.noneOfItsOwn;
    };
    return [...all].flatMap(([key, { postingId, stageId }]) => {
      const stage = stageId === null ? null : (nameOf(stageId) ?? which.map.goneStage);
      return one(key, words.posting(nameOf(postingId) ?? which.map.gonePosting, stage), said(was, key), said(is, key));
    });
  },
  postingTag: (was, is) => {
    const said = ({ postingTag }: PlaybookView) => postingTag ?? words.postingTag.none;
    return one('postingTag', words.postingTag.what, said(was), said(is), words.concerns.assessment);
  },
  expiresInDays: limit('expiresInDays', 'more'),
  rescreenAfterDays: limit('rescreenAfterDays', 'less'),
  hourlyCap: limit('hourlyCap', 'more'),
  askAbove: limit('askAbove', 'more'),
  rescreening: (was, is) => {
    const { label, rules } = playbookWords.limits.rescreening;
    const concerns = is.rescreening === 'send_again' ? words.concerns.sendAgain : null;
    return one('rescreening', label, rules[was.rescreening], rules[is.rescreening], concerns);
  },
  remindAfterDays: (was, is) => one('remindAfterDays', words.reminders.what, reminders(was), reminders(is)),
  leaving: (was, is) =>
    (Object.keys(is.leaving) as (keyof LeavingView)[]).flatMap((key) => {
      const [before, after] = [leavingWords.rules[was.leaving[key]], leavingWords.rules[is.leaving[key]]];
      const concerns = is.leaving[key] === 'cancel' ? words.concerns.cancel : null;
      return one(key, words.leaving(leavingWords.departures[key]), before, after, concerns);
    }),
  filing: (was, is) => {
    const { title, when } = vocabularyWords.filing;
    return one('filing', title, when[was.filing], when[is.filing]);
  },
  writers: ({ writers: was }, { writers: is }, nameOf) => {
    const writer = (id: string | null) => (id === null ? writersWords.nobody : (nameOf(id) ?? writersWords.gone));
    return [
      ...one('performAs', writersWords.performAs, writer(was.performAs), writer(is.performAs)),
      ...one(
        'fallback',
        writersWords.fallback,
        was.fallback ?? writersWords.nobody,
        is.fallback ?? writersWords.nobody,
      ),
    ];
  },
  moves: ({ moves: was }, { moves: is }, nameOf) => {
    const { automatic } = playbookWords.moves;
    const asks = is.automatic ? words.concerns.automatic : null;
    const postings = new Set([...was.byPosting, ...is.byPosting].map(({ postingId }) => postingId));
    return [
      ...one('automatic', automatic.label, words.onOff(was.automatic), words.onOff(is.automatic), asks),
      ...rules(was, is, null, is.automatic, nameOf),
      ...[...postings].flatMap((id) => {
        const of = ({ byPosting }: MovesView) => byPosting.find(({ postingId }) => postingId === id);
        const [before, after] = [of(was), of(is)];
        const title = nameOf(id) ?? playbookWords.moves.gonePosting;
        if (before && after) return rules(before, after, title, is.automatic, nameOf);
        const said = (own: PostingMovesView | undefined) => (own ? words.moves.own : words.moves.forAll);
        // Rules that begin as those for every posting move nobody elsewhere.
        const elsewhere = rules(before ?? was, after ?? is, title, is.automatic, nameOf).find(
          (one) => one.before !== one.after && one.concerns !== null,
        );
        return one(id, words.moves.rulesOf(title), said(before), said(after), elsewhere?.concerns ?? null);
      }),
    ];
  },
};

function reminders({ remindAfterDays: after }: PlaybookView): string {
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
  const stage = (entry: { stageId: string } | undefined) => (entry ? (nameOf(entry.stageId) ?? goneStage) : stay);
  const row = (what: string, before: { stageId: string } | undefined, after: { stageId: string } | undefined) =>
    one(label(what), label(what), stage(before), stage(after), after ? words.concerns.moves(automatic) : null);
  const grades = new Set([...was.byGrade, ...is.byGrade].map(({ grade }) => grade));
  return [
    ...[...grades].flatMap((name) => {
      const named = ({ byGrade }: Rules) => byGrade.find(({ grade }) => grade === name);
      return row(stageForGrade(name), named(was), named(is));
    }),
    ...SCORES.flatMap((value) => {
      const scored = ({ byScore }: Rules) => byScore.find(({ score }) => score === value);
      return row(stageFor(value, SCORE_WORDS[value] ?? ''), scored(was), scored(is));
    }),
  ];
}
