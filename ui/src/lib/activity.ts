import type { TimelineView } from '../generated/api';
import { activityWords } from '../words/activity';
import { dayHeading } from './time';

/** Entries that say the same of many people, as one. */
export interface Entries {
  first: TimelineView;
  /** The others of whom the same is said; empty for an ordinary entry. */
  others: TimelineView[];
  /** The reasons are not the same. */
  mixed: boolean;
}

/** A line of the list. */
export type Line =
  | { key: string; kind: 'day'; heading: string }
  | {
      key: string;
      kind: 'entry';
      entry: TimelineView;
      others: number;
      open: boolean;
      /** What it stands for, in order: the others, too, while they are not shown. */
      all: readonly TimelineView[];
    };

const FEW = 3;
/** Nobody was invited, and nothing is to be done: such entries are told together. */
const QUIET = 'not_addressed';

/** Puts neighbours of whom the same is said together, once there are more than a few of them. */
export function together(entries: readonly TimelineView[]): Entries[] {
  const runs: TimelineView[][] = [];
  for (const entry of entries) {
    const run = runs[runs.length - 1];
    if (run?.[0] && same(run[0], entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run) => {
    const few = run[0]?.kind === QUIET ? 1 : FEW;
    if (run.length <= few) return run.map((first) => ({ first, others: [], mixed: false }));
    const [first, ...others] = run;
    return first ? [{ first, others, mixed: others.some((other) => other.detail !== first.detail) }] : [];
  });
}

/** The list with a heading for each day; whoever is in `open` shows the others, too. */
export function lines(entries: readonly TimelineView[], open: ReadonlySet<string>, now: number): Line[] {
  const out: Line[] = [];
  let day = '';
  for (const { first, others, mixed } of together(entries)) {
    const heading = dayHeading(first.at, now);
    if (heading !== day) {
      day = heading;
      out.push({ key: `day ${heading}`, kind: 'day', heading });
    }
    const shown = open.has(first.id);
    const entry = mixed && !shown ? { ...first, detail: activityWords.eachReason } : first;
    out.push({
      key: first.id,
      kind: 'entry',
      entry,
      others: others.length,
      open: shown,
      all: shown ? [first] : [first, ...others],
    });
    if (shown) {
      out.push(
        ...others.map((entry): Line => ({ key: entry.id, kind: 'entry', entry, others: 0, open: false, all: [entry] })),
      );
    }
  }
  return out;
}

/** What is copied of a line: a sentence for each that it stands for, one below the other. */
export function copied(line: Line): string {
  return line.kind === 'day' ? line.heading : line.all.map(activityWords.sentence).join('\n');
}

function same(a: TimelineView, b: TimelineView): boolean {
  if (a.kind === QUIET) return b.kind === QUIET && dayHeading(a.at, a.at) === dayHeading(b.at, a.at);
  const about = (entry: TimelineView) =>
    [entry.kind, entry.text, entry.detail, entry.actor, entry.write, entry.name === null].join('\n');
  return about(a) === about(b) && a.name !== b.name && Math.abs(a.at - b.at) < 60_000;
}
