import type { PastResults, ScaleName, ThresholdsView } from '../generated/api';
import { SCORE_WORDS, count, list, number } from '../lib/words';

/** Scores by what comes of them. */
interface Readings {
  pass: readonly number[];
  review: readonly number[];
  fail: readonly number[];
}

const some = (scores: readonly number[], one: string, many: string) =>
  scores.length === 0 ? [] : [`${list(scores.map(number))} ${scores.length === 1 ? one : many}`];

/** A number of a scale: `3`, `67%`, `9 points`. */
const onScale = (n: number, scale: ScaleName) =>
  ({ score: number(n), percent: `${number(n)}%`, points: count(n, 'point') })[scale];

/** So many kinds of another grade are named. */
const NAMED = 4;

/** Past results that would have another grade: `12 would get another grade (A to B: 7, no grade to C: 5).` */
function another(regraded: PastResults['regraded']): string[] {
  if (regraded.length === 0) return [];
  const sum = (some: PastResults['regraded']) => some.reduce((all, { results }) => all + results, 0);
  const name = (grade: string | null) => grade ?? 'no grade';
  const named = regraded
    .slice(0, NAMED)
    .map(({ before, after, results }) => `${name(before)} to ${name(after)}: ${number(results)}`);
  const rest = sum(regraded.slice(NAMED));
  const told = [...named, ...(rest > 0 ? [`others: ${number(rest)}`] : [])].join(', ');
  return [`${number(sum(regraded))} would get another grade (${told}).`];
}

/** The words of what Lever is told: tags, notes, mails, and what scores mean. */
export const vocabularyWords = {
  lookFor: (name: string | null) => (name === null ? 'Filled in with made-up words.' : `Filled in for ${name}.`),
  empty: 'Not written',
  save: 'Save',
  discard: 'Discard',
  change: 'Change',
  changeText: (label: string) => `Change: ${label}`,
  changes: {
    title: 'What changes',
    becomes: 'becomes',
    added: 'Added:',
    removed: 'Taken out:',
  },
  tags: {
    title: 'Tags in Lever',
    about: 'What Lever says about a candidate as the screening goes on. Choose one to change it.',
    save: 'Save tags',
    saved: 'Tags saved.',
    change: (when: string, look: string) => `${when}: ${look}. Change this tag`,
    label: (when: string) => `Tag for “${when}”`,
    when: {
      invited: 'Invitation is out',
      started: 'Candidate has begun',
      completed: 'Candidate has finished',
      needsReview: 'Somebody has to look at it',
      evaluated: 'Scored by a person or by rule',
      pass: 'Score passes',
      fail: 'Score fails',
      expired: 'Link has run out',
      declined: 'Candidate said no',
      score: 'Score',
      grade: 'Grade',
    },
    results: 'Results',
    statuses: 'Statuses',
    examples: { score: 'Score:{{ score }}', grade: 'Grade: {{ grade }}' },
    replace: {
      label: 'A status takes the place of the one before',
      hint: 'Otherwise each is added to those that are there. Score and grade stay either way.',
      on: 'takes the place of the one before',
      off: 'is added to those before',
      what: 'A status',
    },
    /** A tag that no result of an assessment can lead to. */
    unwritten: (tag: string, assessment: string, uncounted: boolean) =>
      `“${tag}” is never written after ${assessment}: ${
        uncounted
          ? 'its questions do not have the points or hard requirements that it needs.'
          : 'as scores are read now, no result leads to it.'
      }`,
    /** What becomes of tags that are in Lever already. */
    kept: (replaced: boolean) =>
      replaced
        ? 'Candidates who have the old tag keep it until their next status takes its place.'
        : 'Candidates who have the old tag keep it.',
  },
  template: {
    unknown: (word: string) => `There is no word ${word}.`,
    unreadable: (problem: string) => `That cannot be filled in: ${problem}.`,
    meant: (word: string) => `Did you mean ${word}?`,
    /** What stands in a text if something is so. */
    sentences: { knocked_out: 'A hard requirement is not met.' },
    insert: 'Insert a word',
    insertThat: (label: string) => `Insert ${label}`,
    preview: (label: string) => `How it looks: ${label}`,
    noText: 'No text.',
    names: {
      name: 'Full name',
      first_name: 'First name',
      company: 'Company',
      posting: 'Posting',
      assessment: 'Assessment',
      minutes: 'Minutes',
      expires: 'Last day',
      sender: 'Recruiter',
      link: 'Link',
      report: 'Answers',
      score: 'Score',
      verdict: 'Verdict',
      grade: 'Grade',
      outcome: 'Passed or not',
      points: 'Points',
      max_points: 'Points there are',
      percent: 'Percent',
      knocked_out: 'Requirement not met',
      reviewer: 'Reviewer',
      comment: 'Comment',
      date: 'Date',
    },
  },
  mail: {
    invitation: { title: 'Invitation', save: 'Save invitation', saved: 'Invitation saved.' },
    reminder: { title: 'Reminder', save: 'Save reminder', saved: 'Reminder saved.' },
    subject: 'Subject',
    text: 'Text',
    kept: 'Mails that have left stay as they are.',
  },
  note: {
    title: 'Notes in Lever',
    about: 'What colleagues read on the candidate’s page in Lever, with Lever’s own score from 1 to 4.',
    onTheWay: {
      list: 'Notes before there is a result',
      change: (when: string, look: string) => `${when}: ${look}. Change this note`,
      label: (when: string) => `Note for “${when}”`,
      examples: {
        invited: 'Invited to {{ assessment }}{% if posting %} for {{ posting }}{% endif %}.',
        started: 'Has begun with {{ assessment }}.',
        completed: 'Has finished: {{ report }}',
        expired: 'Did not answer until {{ expires }}.',
        declined: 'Said no to {{ assessment }}.',
      },
      apart: {
        label: 'Each is a note of its own',
        hint: 'Otherwise everything after the first is a comment under it, and the page in Lever stays short.',
      },
      secret: {
        label: 'Secret notes',
        hint: 'Only colleagues whom Lever lets see secret notes read them, the one about the result too. Tags, links and files stay as visible as they are.',
      },
    },
    note: 'After a review',
    noteCounted: 'When rules score',
    noteChanged: 'When the score changes',
    save: 'Save notes',
    saved: 'Notes saved.',
    kept: 'Notes that are in Lever already stay as they are.',
  },
  filing: {
    title: 'Report as a file',
    about: 'A PDF of the answers among the candidate’s files in Lever, for whoever cannot open the link.',
    when: { never: 'No file', finished: 'When finished', scored: 'When scored' },
  },
  scores: {
    title: 'What scores mean',
    about: 'From which result a screening passes, and what results are called. Nobody is rejected by this.',
    scaleChoice: {
      label: 'Scale',
      names: { score: '1 to 4', percent: 'Percent', points: 'Points' } satisfies Record<ScaleName, string>,
      about: {
        score:
          'Scores go from 1 to 4, as in Lever. A person gives them; what is counted by rule is turned into one below.',
        percent:
          'The share of the points that was reached. Where only a person scored, 1 to 4 are read as 0, 33, 66 and 100%.',
        points:
          'The points themselves. An assessment with many more or fewer of them can have thresholds of its own below. Where nothing is counted, somebody has to look.',
      } satisfies Record<ScaleName, string>,
    },
    units: { score: '', percent: '%', points: 'points' } satisfies Record<ScaleName, string>,
    /** A part of a scale: `5 to 8`. */
    between: (from: number, to: number, scale: ScaleName) =>
      from === to ? onScale(from, scale) : `${number(from)} to ${onScale(to, scale)}`,
    scale: (whose: string | null) => (whose === null ? 'The scale' : `The scale for ${whose}`),
    passFrom: 'Passes from',
    failTo: 'Fails up to',
    none: 'No score',
    of: (label: string, whose: string | null) => (whose === null ? label : `${label}, ${whose}`),
    reading: { pass: 'Passes', review: 'Needs a review', fail: 'Fails', unread: '' },
    /** Every score in words: `3 and 4 pass, 2 needs a review, 1 fails.` */
    says: ({ pass, review, fail }: Readings) => {
      const parts = [
        ...some(pass, 'passes', 'pass'),
        ...some(review, 'needs a review', 'need a review'),
        ...some(fail, 'fails', 'fail'),
      ];
      return parts.length === 0 ? 'No score passes or fails.' : `${parts.join(', ')}.`;
    },
    /** The same where there are more numbers than one would list. */
    saysOf: (scale: ScaleName, { passFrom, failTo }: Pick<ThresholdsView, 'passFrom' | 'failTo'>) => {
      const good = [passFrom, failTo].every((one) => one === null || Number.isFinite(one));
      if (!good || (passFrom === null && failTo === null)) return 'Nothing passes or fails.';
      const pass = passFrom === null ? '' : `${onScale(passFrom, scale)} and more pass`;
      const fail = failTo === null ? '' : `${onScale(failTo, scale)} and less fail`;
      // Between two whole points there is nothing; between two percents there is.
      const gap = passFrom === null || failTo === null || scale === 'percent' || passFrom - failTo > 1;
      return `${[pass, fail, gap ? 'the rest needs a review' : ''].filter(Boolean).join(', ')}.`;
    },
    /** The same with the names of the bands. */
    saysAll: (says: string, scale: ScaleName, { grades, knockedOut }: ThresholdsView) => {
      const named = [
        ...grades.map(({ name, from }) => `${name} from ${onScale(from, scale)}`),
        ...(knockedOut ? [`${knockedOut.trim()} if a hard requirement is not met`] : []),
      ];
      return named.length === 0 ? says : `${says} Grades: ${named.join(', ')}.`;
    },
    knockedOut: {
      label: 'Grade when a hard requirement is not met',
      none: 'No grade of its own',
      hint: (name: string | null) =>
        name === null ? 'It fails, whatever the points.' : `It fails as “${name}”, whatever the points.`,
    },
    lever: {
      title: 'Lever’s own score for what is counted',
      label: 'Give it a score from 1 to 4',
      hint: {
        score: 'Without it, what is counted has no score on this scale, and a person has to look.',
        percent: 'Without it, the note in Lever has no score.',
        points: 'Without it, the note in Lever has no score.',
      } satisfies Record<ScaleName, string>,
      from: (score: number) => `${number(score)} ${SCORE_WORDS[score] ?? ''} begins at`,
      below: (n: number, scale: ScaleName) => (Number.isFinite(n) ? `below ${onScale(n, scale)}` : 'below'),
      orMissed: 'or a hard requirement is not met',
      fromWord: 'from',
      none: 'None',
      /** `2 from 25%, 3 from 50%, 4 from 75%`. */
      says: (from: readonly number[] | null, scale: ScaleName) =>
        from === null ? 'None' : from.map((n, at) => `${number(at + 2)} from ${onScale(n, scale)}`).join(', '),
    },
    problems: {
      whole: 'A whole number.',
      upTo: (most: number) => `A whole number up to ${number(most)}.`,
      contradicts: 'This has to be less than what passes.',
      ascending: 'This has to be more than the one before.',
    },
    untold: (tags: readonly string[]) =>
      `Lever does not hear of it yet: there is no tag for “${list(tags)}”. Name one under Tags in Lever.`,
    grades: {
      title: 'Grades',
      scale: 'Grades on the scale',
      about: 'A grade gives a band of scores a name, for example “Lead” from 3.',
      name: 'Name of the grade',
      from: 'from',
      fromOf: (name: string) => `${name || 'The grade'} begins at`,
      add: 'Add a grade',
      remove: 'Remove',
      removeOf: (name: string) => `Remove the grade ${name}`,
      band: (from: number, to: number) => (from === to ? number(from) : `${number(from)} to ${number(to)}`),
      none: 'No grade',
      moves: 'Moves by grade',
      /** Before a grade goes whose move then moves nobody. */
      orphans: (names: readonly string[]) =>
        `No grade will be called ${list(names.map((name) => `“${name}”`))} any more, so what it leads to moves nobody. It stays under Moves until you remove it there.`,
    },
    /** How past results would have fallen. */
    past: ({ results, changed, before, after, regraded }: PastResults): string => {
      if (results === 0) return 'There are no results yet.';
      if (changed === 0 && regraded.length === 0)
        return `All ${count(results, 'past result')} would have fallen the same.`;
      const now = (label: string, was: number, is: number) =>
        was === is ? `${number(is)} ${label}` : `${number(is)} ${label} (${number(was)} now)`;
      const parts = [
        now('pass', before.pass, after.pass),
        now('need a review', before.needsReview, after.needsReview),
        now('fail', before.fail, after.fail),
      ];
      const fallen =
        changed === 0
          ? 'none would have fallen otherwise'
          : `${number(changed)} would have fallen otherwise: ${list(parts)}`;
      return [`Of ${count(results, 'past result')}, ${fallen}.`, ...another(regraded), 'They stay as they are.'].join(
        ' ',
      );
    },
    everyAssessment: 'Every assessment',
    itsOwn: 'As for every assessment',
    own: 'Add an assessment with thresholds of its own',
    gone: 'An assessment that no longer exists',
    remove: 'Remove',
    removeOf: (name: string) => `Remove the thresholds of ${name}`,
    save: 'Save scores',
    saved: 'Scores saved.',
    kept: 'Results that are there already stay as they are.',
  },
} as const;
