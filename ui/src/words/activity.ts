import type { ActivityKind, ActivityWrites, TimelineView, WriteState } from '../generated/api';
import { dates } from '../lib/locale';
import { count } from '../lib/words';

/** `22 November 2026 at 07:29:05`, here. */
const when = (at: number) => dates({ dateStyle: 'long', timeStyle: 'medium' }).format(at);

const states: Record<WriteState, string> = {
  waiting: 'Waiting',
  started: 'Under way',
  unclear: 'Being looked up',
  done: 'Written',
  stuck: 'Failed',
  skipped: 'Skipped',
};

/** The words of Activity. */
export const activityWords = {
  title: 'Activity',
  list: 'Everything that happened, newest first',
  search: 'Search Activity',
  placeholder: 'Name or words',
  kind: 'Kind',
  kinds: {
    all: 'Everything',
    invitations: 'Invitations',
    decisions: 'Decisions',
    writes: 'Writes to Lever',
    reviews: 'Reviews',
    notifications: 'Notifications',
    system: 'Fulcrum',
  } satisfies Record<ActivityKind, string>,
  write: 'State of writes',
  anyWrite: 'Any',
  writes: {
    waiting: 'Waiting',
    written: 'Written',
    failed: 'Failed',
    left_out: 'Skipped',
  } satisfies Record<ActivityWrites, string>,
  state: (state: WriteState) => states[state],
  by: 'Who',
  anybody: 'Anybody',
  within: 'Time',
  anyTime: 'All time',
  withinWords: {
    1: 'Last 24 hours',
    7: 'Last 7 days',
    30: 'Last 30 days',
    90: 'Last 90 days',
  },
  folds: 'Filters',
  clear: 'Clear filters',
  total: (n: number) => count(n, 'entry', 'entries'),
  save: 'Export as CSV',
  saved: 'Saved as a CSV file.',
  others: (n: number) => `and ${count(n, 'other')}`,
  fewer: 'Hide the others',
  eachReason: 'Each for a reason of their own',
  why: (name: string) => `${name}: why or why not?`,
  copy: 'Copy as a sentence',
  copied: 'Copied.',
  copyAction: 'Copy the row as a sentence',
  empty: {
    title: 'Nothing has happened yet',
    text: 'Every arrival, every decision and every change to Lever is listed here, with its reason.',
  },
  nothing: {
    title: (search: string) => (search ? `Nothing with “${search}”` : 'Nothing of this kind'),
    text: 'There are other entries without these filters.',
    show: 'Show everything',
  },
  /** One entry as a sentence that can be read without the list around it. */
  sentence: (entry: TimelineView) => {
    const text = entry.name ? `${entry.name}: ${entry.text}` : entry.text;
    const write = entry.write && entry.write !== 'done' ? ` (${states[entry.write].toLowerCase()})` : '';
    const detail = entry.detail ? ` ${entry.detail.replace(/[.\s]*$/, '')}.` : '';
    const actor = entry.actor ? ` By ${entry.actor}.` : '';
    return `${when(entry.at)}: ${text.replace(/[.\s]*$/, '')}${write}.${detail}${actor}`;
  },
};
