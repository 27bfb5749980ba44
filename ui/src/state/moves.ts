import type { CandidateRow } from '../generated/api';
import { moveWords } from '../words/moves';
import { call } from './backend';
import { attempt } from './toasts.svelte';
import { undo } from './undo.svelte';

/** Somebody for whom a move waits for a yes. */
export type Moving = Pick<CandidateRow, 'id' | 'name' | 'stage' | 'moveTo'>;

const said = moveWords.said;

/** Says yes to moves, all at once; they are made after the time to undo it. */
export function confirmMoves(rows: readonly Moving[]): Promise<boolean> {
  const ids = rows.map((row) => row.id);
  const only = rows.length === 1 ? rows[0] : undefined;
  return attempt(async () => {
    const { done, tooLate } = await call('confirm_moves', { screeningIds: ids });
    const text = only ? said.moved(only.name, only.moveTo ?? '') : said.many(done);
    const step = { what: { what: 'moves' as const, ids }, about: only?.name ?? null };
    const detail = tooLate > 0 ? said.tooLate(tooLate) : null;
    undo.didOneOf(text, step, { count: done, several: said.many, leaves: true }, { about: only?.id ?? null, detail });
  });
}

/** Leaves somebody where they are. */
export function declineMove(row: Moving, reason: string): Promise<boolean> {
  return attempt(async () => {
    await call('decline_move', { screeningId: row.id, reason });
    const step = { what: { what: 'moves' as const, ids: [row.id] }, about: row.name };
    undo.didOneOf(said.left(row.name, row.stage), step, { count: 1, several: said.manyLeft }, { about: row.id });
  });
}
