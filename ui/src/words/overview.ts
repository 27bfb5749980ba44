import type {
  BucketView,
  FunnelStepName,
  FunnelStepView,
  OverviewRange,
  OverviewTable,
  OverviewView,
  PostingView,
  TimesView,
  WeekView,
} from '../generated/api';
import { dateOf, figure, lengthOf, share, type Unit } from '../lib/figures';
import { count as howMany, list, SCORE_WORDS } from '../lib/words';
import { timeWords } from './time';

/** Below this many, people are counted, not shared out: two of three is not "67%". */
const FEW = 10;
/** Postings with fewer invitations are not compared. */
const ENOUGH = 20;

const ranges: Record<OverviewRange, { chip: string; when: string; short: string }> = {
  '4w': { chip: '4 weeks', when: 'in the last 4 weeks', short: 'last 4 weeks' },
  '12w': { chip: '12 weeks', when: 'in the last 12 weeks', short: 'last 12 weeks' },
  year: { chip: 'This year', when: 'this year', short: 'this year' },
  all: { chip: 'All time', when: 'so far', short: 'all time' },
};

const steps: Record<FunnelStepName, string> = {
  invited: 'Invited',
  started: 'Started',
  completed: 'Finished',
  evaluated: 'Scored',
  reviewed: 'Reviewed',
};

const tables: Record<OverviewTable, string> = {
  funnel: 'from invited to reviewed',
  weeks: 'invitations by week',
  to_invitation: 'from stage entry to invitation',
  to_completion: 'from invitation to completion',
  scores: 'scores',
  postings: 'postings',
};

const units: Record<Unit, string> = timeWords.units;

/** `12 s`, `1.8 d`. */
const short = (millis: number) => {
  const { amount, unit } = lengthOf(millis);
  return `${amount} ${units[unit]}`;
};
/** `12 seconds`, `1 day`. */
const long = (millis: number) => {
  const { amount, unit, one } = lengthOf(millis);
  return `${amount} ${unit}${one ? '' : 's'}`;
};

/** `2 of 3 invited`, `77% of the invited`. */
const partOf = (part: number, whole: number, who: string) =>
  whole < FEW ? `${figure(part)} of ${figure(whole)} ${who}` : `${share(part, whole)} of the ${who}`;

/** Every word of the overview. */
export const overviewWords = {
  title: 'Overview',
  range: 'Time',
  rangeChip: (range: OverviewRange) => ranges[range].chip,
  posting: 'Posting',
  everyPosting: 'All postings',
  postingOption: (posting: { title: string | null }) => posting.title || 'A posting without a title',
  noPosting: 'No posting',
  showTables: 'Tables instead of charts',
  showCharts: 'Charts instead of tables',

  showInvited: (n: number) => (n === 1 ? 'Show the 1 who was invited' : `Show the ${figure(n)} who were invited`),

  tiles: {
    label: 'At a glance',
    invited: 'Invited',
    completed: 'Finished',
    completedNote: (view: OverviewView) => partOf(count(view, 'completed'), count(view, 'invited'), 'invited'),
    reviewed: 'Reviewed',
    reviewedNote: (view: OverviewView) => partOf(count(view, 'reviewed'), count(view, 'completed'), 'finished'),
    toInvitation: 'Invited after',
    when: (range: OverviewRange) => ranges[range].short,
    median: 'median from entry',
    length: short,
    none: '–',
    unknown: 'not known yet',
  },

  funnel: {
    finding: (view: OverviewView) => {
      const [invited, completed] = [count(view, 'invited'), count(view, 'completed')];
      if (completed === 0) return 'Nobody has finished yet';
      if (completed === invited) return 'Everybody who was invited finished';
      return invited < FEW
        ? `${figure(completed)} of the ${figure(invited)} invited finished`
        : `${share(completed, invited)} of the invited finished`;
    },
    caption: 'How far candidates came. Who is still open may come further.',
    parts: { reached: 'Came this far', open: 'Still open' },
    step: (step: FunnelStepName) => steps[step],
    share: (part: number, whole: number) => share(part, whole),
    /** Those who came to a step and no further, and may still. */
    waiting: (step: FunnelStepName, n: number) =>
      ({
        invited: `Still open: ${figure(n)} not begun yet`,
        started: `Still open: ${figure(n)} under way`,
        completed: `Still open: ${figure(n)} to review`,
        evaluated: `${figure(n)} scored by rule, nothing to review`,
        reviewed: '',
      })[step],
    /** Those who came no further and will not; empty if there are none. */
    ended: (step: FunnelStepView) => {
      const parts = [
        step.expired > 0 ? `${figure(step.expired)} ran out` : '',
        step.declined > 0 ? `${figure(step.declined)} declined` : '',
        step.cancelled > 0 ? `${figure(step.cancelled)} called off` : '',
        step.failed > 0 ? `${figure(step.failed)} not delivered` : '',
      ].filter(Boolean);
      return parts.length === 0 ? '' : `Dropped out: ${list(parts)}`;
    },
    columns: ['Step', 'Reached', 'Share', 'Still open', 'Ran out', 'Declined', 'Called off', 'Not delivered'],
  },

  weeks: {
    finding: (view: OverviewView) => {
      const begun = view.weeks.findIndex((week) => week.invited > 0);
      const whole = view.weeks.slice(Math.max(0, begun)).filter((week) => !week.isPresent);
      const present = view.weeks.find((week) => week.isPresent)?.invited ?? 0;
      const mean = whole.reduce((sum, week) => sum + week.invited, 0) / Math.max(1, whole.length);
      if (whole.length === 0 || mean === 0) return `${figure(present)} invited this week so far`;
      const about = Math.max(1, Math.round(mean));
      return `About ${howMany(about, 'invitation')} a week, ${figure(present)} so far this week`;
    },
    caption: 'By the week of the invitation, with what came of it since.',
    readout: (week: WeekView) =>
      `${weekName(week)}: ${figure(week.invited)} invited, ${figure(week.completed)} finished, ${figure(week.reviewed)} reviewed`,
    parts: { reviewed: 'Reviewed', toReview: 'Finished, not reviewed yet', notCompleted: 'Not finished' },
    present: 'This week',
    tick: (week: WeekView) => dateOf(week.monday),
    week: (week: WeekView) => `${dateOf(week.monday, true)} (week ${figure(week.number)})`,
    columns: ['Week from', 'Invited', 'Finished', 'Reviewed', 'Finished of invited'],
  },

  toInvitation: {
    finding: (times: TimesView) =>
      times.median === null
        ? 'No invitation has followed a stage entry yet'
        : `Half are invited within ${long(times.median)}`,
    caption: (times: TimesView) =>
      times.p90 === null
        ? 'Candidates who were invited by hand are not counted here.'
        : `Of entering the stage; nine in ten within ${long(times.p90)}.`,
  },
  toCompletion: {
    finding: (times: TimesView) =>
      times.median === null ? 'Nobody has finished yet' : `Half finish within ${long(times.median)}`,
    caption: (times: TimesView) =>
      times.p90 === null
        ? 'Counted from the invitation to the hand-in.'
        : `Of the invitation; nine in ten within ${long(times.p90)}.`,
  },
  times: {
    edge: (millis: number) => (millis === 0 ? figure(0) : short(millis)),
    longer: '›',
    bucket: (bucket: BucketView) => {
      if (bucket.below === null) return `${short(bucket.from)} or longer`;
      return bucket.from === 0 ? `Under ${short(bucket.below)}` : `${short(bucket.from)} to ${short(bucket.below)}`;
    },
    columns: ['Time', 'Candidates', 'Share'],
  },

  scores: {
    finding: (view: OverviewView) => {
      const scored = sum(view.scores);
      const good = (view.scores[2] ?? 0) + (view.scores[3] ?? 0);
      if (scored === 0) return 'Nobody has a score yet';
      if (scored === 1) return `The only score so far is ${SCORE_WORDS[view.scores.indexOf(1) + 1]}`;
      if (scored >= FEW) return `${share(good, scored)} of the scores are Yes or better`;
      if (good === 0) return `None of the ${figure(scored)} scores is Yes or better`;
      return good === scored
        ? `${scored === 2 ? 'Both' : `All ${figure(scored)}`} scores are Yes or better`
        : `${figure(good)} of the ${figure(scored)} scores ${good === 1 ? 'is' : 'are'} Yes or better`;
    },
    caption: (view: OverviewView) =>
      view.meanScore === null
        ? 'Scores come with the review, or by rule.'
        : `Mean ${figure(view.meanScore, 1)} of 4, over ${figure(sum(view.scores))} ${sum(view.scores) === 1 ? 'score' : 'scores'}.`,
    label: (score: number) => SCORE_WORDS[score] ?? '',
    columns: ['Score', 'Candidates', 'Share'],
  },

  postings: {
    /** Nobody is named who is not listed. */
    finding: (listed: readonly PostingView[], all: number) => {
      const rate = (posting: PostingView) => posting.completed / posting.invited;
      const compared = listed.filter((posting) => posting.invited >= ENOUGH && posting.title);
      const sorted = [...compared].sort((a, b) => rate(b) - rate(a));
      const [best, worst] = [sorted[0], sorted.at(-1)];
      if (!best || !worst || share(best.completed, best.invited) === share(worst.completed, worst.invited))
        return all === 1 ? 'One posting' : `${figure(all)} postings`;
      return `${share(best.completed, best.invited)} finish for ${best.title}, ${share(worst.completed, worst.invited)} for ${worst.title}`;
    },
    length: short,
    caption: 'Choose a posting to see its candidates.',
    columns: ['Posting', 'Invited', 'Finished', 'Reviewed', 'Time to finish', 'Mean score'],
    link: (title: string) => `${title}: its candidates`,
    share: (posting: PostingView) => share(posting.completed, posting.invited),
    more: (n: number) => `Show all ${figure(n)}`,
    fewer: 'Show fewer',
  },

  chart: {
    table: 'Table',
    chart: 'Chart',
    csv: 'CSV',
    showTable: (table: OverviewTable) => `Show as table: ${tables[table]}`,
    save: (table: OverviewTable) => `Save as CSV file: ${tables[table]}`,
    saved: 'Saved as a CSV file.',
    tableName: (table: OverviewTable) => `Table: ${tables[table]}`,
    drawing: (finding: string) => `Chart. ${finding}. The same as a table: “Show as table”.`,
  },

  empty: {
    title: 'Nothing to look at yet',
    text: 'The overview begins with the first invitation. It leaves when somebody enters a trigger stage in Lever, or when you send one by hand.',
    send: 'Send screening',
    playbooks: 'Check the trigger',
  },
  nobody: {
    title: (view: OverviewView) =>
      view.posting
        ? `Nobody was invited for ${view.posting.title || 'this posting'} ${ranges[view.range].when}`
        : `Nobody was invited ${ranges[view.range].when}`,
    text: 'There are invitations at another time or for another posting.',
    allTime: 'Show all time',
    allPostings: 'Show all postings',
  },
  summary: (view: OverviewView) =>
    `${view.posting ? `${view.posting.title}, ` : ''}${ranges[view.range].when}: ${figure(count(view, 'invited'))} invited, ${figure(count(view, 'completed'))} finished, ${figure(count(view, 'reviewed'))} reviewed.`,
};

/** How many came to a step and no further, and may still. Where a rule gave the score, nobody needs to review. */
export function stillOpen(step: FunnelStepView): number {
  return step.step === 'evaluated' ? 0 : step.waiting;
}

/** How many came to a step. */
export function count(view: Pick<OverviewView, 'funnel'>, step: FunnelStepName): number {
  return view.funnel.find((one) => one.step === step)?.count ?? 0;
}

function weekName(week: WeekView): string {
  return week.isPresent ? 'This week so far' : `Week of ${dateOf(week.monday)}`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0);
}
