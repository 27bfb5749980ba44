import type { CandidateRow } from '../generated/api';
import { candidates as words } from '../words/candidates';
import { undoWords } from '../words/undo';
import { call, errorOf } from './backend';
import { leaving } from './leaving.svelte';
import { copyText } from './screening';
import { toasts } from './toasts.svelte';
import { undo } from './undo';

/** Something that is done with many screenings. */
export type BulkAction = 'release' | 'again' | 'cancel';

const CAN: Readonly<Record<BulkAction, (row: CandidateRow) => boolean>> = {
  release: (row) => row.state === 'held' && !row.attention,
  again: (row) => (row.state === 'invited' || row.state === 'started') && row.email !== null,
  cancel: (row) =>
    row.state === 'held' || row.state === 'inviting' || row.state === 'invited' || row.state === 'started',
};
const REASON: Readonly<Record<BulkAction, string>> = {
  release: words.bulk.onlyHeld,
  again: words.bulk.onlyOpen,
  cancel: words.bulk.onlyRunning,
};
const DONE: Readonly<Record<BulkAction, (n: number) => string>> = {
  release: words.bulk.released,
  again: words.bulk.sentAgain,
  cancel: words.bulk.cancelled,
};

/** The rows with which this can be done now. */
export function able(action: BulkAction, rows: readonly CandidateRow[]): CandidateRow[] {
  return rows.filter(CAN[action]);
}

/** Why it can be done with none of the rows. */
export function unable(action: BulkAction): string {
  return words.bulk.none(REASON[action]);
}

function one(action: BulkAction, row: CandidateRow): Promise<unknown> {
  const request = { screeningId: row.id };
  switch (action) {
    case 'release':
      return call('release', request);
    case 'again':
      return call('send_again', request);
    case 'cancel':
      return call(row.state === 'held' ? 'undo' : 'cancel_screening', request);
  }
}

/**
 * Does it with one row after the other, and says how far it is. A row that fails does not stop the
 * others. Resolves to the ids of those that were done.
 */
export async function doAll(
  action: BulkAction,
  rows: readonly CandidateRow[],
  progress: (done: number) => void,
): Promise<string[]> {
  const done: string[] = [];
  let failure: unknown = null;
  const left = leaving.stay();
  for (const [index, row] of rows.entries()) {
    progress(index);
    try {
      await one(action, row);
      done.push(row.id);
    } catch (thrown) {
      failure = thrown;
    }
  }
  left();
  const held = action === 'cancel' ? rows.filter((row) => row.state === 'held' && done.includes(row.id)) : [];
  if (held.length > 0) {
    const step = {
      what: { what: 'called_back' as const, ids: held.map((row) => row.id) },
      undone: undoWords.manyInvitedAfterAll,
    };
    undo.did(DONE[action](done.length), step);
  } else if (done.length > 0) toasts.show(DONE[action](done.length));
  if (failure !== null) {
    const failed = rows.length - done.length;
    toasts.show(words.bulk.failed(failed), { severity: 'bad', detail: errorOf(failure).message });
  }
  return done;
}

/** Puts the addresses of the rows on the clipboard, one per line. */
export async function copyAddresses(rows: readonly CandidateRow[]): Promise<void> {
  const addresses = [...new Set(rows.flatMap((row) => (row.email === null ? [] : [row.email])))];
  if (addresses.length === 0) {
    toasts.show(words.bulk.none(words.bulk.noAddress), { severity: 'info' });
    return;
  }
  await copyText(addresses.join('\n'), words.bulk.copied(addresses.length));
}
