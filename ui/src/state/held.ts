import type { CandidateRow } from '../generated/api';
import { status } from './app.svelte';

/** Whether nothing leaves until a person resumes. */
export const isPaused = (): boolean => status.data?.sync.state === 'paused';

/** Whether a held invitation can be sent before its time: nothing leaves during a pause, or before an answer. */
export function canLeaveNow(row: Pick<CandidateRow, 'state' | 'attention'>): boolean {
  return row.state === 'held' && !row.attention && !isPaused();
}
