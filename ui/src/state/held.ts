import type { CandidateRow } from '../generated/api';
import { status } from './app.svelte';

/** Whether nothing leaves until a person resumes. */
export const isPaused = (): boolean => status.data?.sync.state === 'paused';

/** Milliseconds. Whoever leaves later is in no hurry: a limit per hour holds them. */
const SOON = 120_000;

/** Whether a held invitation leaves within moments, unless somebody calls it back. */
export function leavesSoon({ holdUntil, attention }: Pick<CandidateRow, 'holdUntil' | 'attention'>, now: number) {
  return holdUntil !== null && !attention && holdUntil - now <= SOON && !isPaused();
}

/** Whether a held invitation can be sent before its time: nothing leaves during a pause, or before an answer. */
export function canLeaveNow(row: Pick<CandidateRow, 'state' | 'attention'>): boolean {
  return row.state === 'held' && !row.attention && !isPaused();
}
