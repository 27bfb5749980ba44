import type { OverviewTable, OverviewView, TimesView } from '../../generated/api';
import { figure, share } from '../../lib/figures';
import { count, overviewWords as words, stillOpen } from '../../words/overview';

/** Rows of a table; the first cell of each is its name. */
export type Rows = readonly (readonly string[])[];

/** The tables behind the charts. */
export function tablesOf(view: OverviewView): Record<Exclude<OverviewTable, 'postings'>, Rows> {
  const invited = count(view, 'invited');
  const scored = view.scores.reduce((total, one) => total + one, 0);
  return {
    funnel: view.funnel.map((step) => [
      words.funnel.step(step.step),
      figure(step.count),
      share(step.count, invited),
      ...[stillOpen(step), step.expired, step.declined, step.cancelled, step.failed].map((n) => figure(n)),
    ]),
    weeks: view.weeks.map((week) => [
      words.weeks.week(week),
      figure(week.invited),
      figure(week.completed),
      figure(week.reviewed),
      week.invited === 0 ? words.tiles.none : share(week.completed, week.invited),
    ]),
    to_invitation: timesRows(view.toInvitation),
    to_completion: timesRows(view.toCompletion),
    scores: view.scores.map((n, index) => [
      `${figure(index + 1)} ${words.scores.label(index + 1)}`,
      figure(n),
      share(n, scored),
    ]),
  };
}

function timesRows(times: TimesView): Rows {
  return times.buckets.map((bucket) => [
    words.times.bucket(bucket),
    figure(bucket.count),
    share(bucket.count, times.count),
  ]);
}
