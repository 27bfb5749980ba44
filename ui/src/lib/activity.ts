import type { TimelineView } from '../generated/api';
import { dayHeading } from './time';

/** Entries that say the same of many people, as one. */
export interface Entries {
  first: TimelineView;
  /** The others of whom the same is said; empty for an ordinary entry. */
  others: TimelineView[];
}

/** A line of the list. */
export type Line =
  | { key: string; kind: 'day'; heading: string }
  | { key: string; kind: 'entry'; entry: TimelineView; others: number; open: boolean };

const FEW = 3;

/** Puts neighbours of whom the same is said together, once there are more than a few of them. */
export function together(entries: readonly TimelineView[]): Entries[] {
  const runs: TimelineView[][] = [];
  for (const entry of entries) {
    const run = runs[runs.length - 1];
    if (run?.[0] && same(run[0], entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run) => {
    if (run.length <= FEW) return run.map((first) => ({ first, others: [] }));
    const [first, ...others] = run;
    return first ? [{ first, others }] : [];
  });
}

/** The list with a heading for each day; whoever is in `open` shows the others, too. */
export function lines(entries: readonly TimelineView[], open: ReadonlySet<string>, now: number): Line[] {
  const out: Line[] = [];
  let day = '';
  for (const { first, others } of together(entries)) {
    const heading = dayHeading(first.at, now);
    if (heading !== day) {
      day = heading;
      out.push({ key: `day ${heading}`, kind: 'day', heading });
    }
    const shown = open.has(first.id);
    out.push({ key: first.id, kind: 'entry', entry: first, others: others.length, open: shown });
    if (shown) {
      out.push(...others.map((entry): Line => ({ key: entry.id, kind: 'entry', entry, others: 0, open: false })));
    }
  }
  return out;
}

function same(a: TimelineView, b: TimelineView): boolean {
  const about = (entry: TimelineView) =>
    [entry.kind, entry.text, entry.detail, entry.actor, entry.write, entry.name === null].join('\n');
  return about(a) === about(b) && a.name !== b.name && Math.abs(a.at - b.at) < 60_000;
}
