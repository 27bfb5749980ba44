import type { TimelineView } from '../generated/api';

/** Entries that say the same of many people, as one. */
export interface Entries {
  first: TimelineView;
  /** The others of whom the same is said; empty for an ordinary entry. */
  others: TimelineView[];
}

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

function same(a: TimelineView, b: TimelineView): boolean {
  const about = (entry: TimelineView) => [entry.kind, entry.text, entry.detail, entry.actor, entry.name === null];
  return about(a).join('\n') === about(b).join('\n') && a.name !== b.name && Math.abs(a.at - b.at) < 60_000;
}
