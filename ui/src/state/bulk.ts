import type { CandidateRow, TakeBack } from '../generated/api';
import { isStuck } from '../lib/stuck';
import { candidates as words } from '../words/candidates';
import { call, errorOf } from './backend';
import { canLeaveNow } from './held';
import { leaving } from './leaving.svelte';
import { confirmMoves } from './moves';
import { copyText } from './screening';
import { toasts } from './toasts.svelte';
import { undo } from './undo.svelte';

/** Something that is done with many screenings. */
export type BulkAction = 'move' | 'release' | 'remind' | 'again' | 'retry' | 'cancel';

const CAN: Readonly<Record<BulkAction, (row: CandidateRow) => boolean>> = {
  move: (row) => row.moveTo !== null,
  release: canLeaveNow,
  remind: (row) => (row.state === 'invited' || row.state === 'started') && row.email !== null,
  again: (row) => (row.state === 'invited' || row.state === 'started') && row.email !== null,
  retry: (row) => row.attention,
  cancel: (row) =>
    row.state === 'held' || row.state === 'inviting' || row.state === 'invited' || row.state === 'started',
};
/** What is done with one row after the other. */
type OneByOne = Exclude<BulkAction, 'move'>;

const DONE: Readonly<Record<OneByOne, (n: number) => string>> = {
  release: words.bulk.released,
  remind: words.bulk.reminded,
  again: words.bulk.sentAgain,
  retry: words.bulk.retried,
  cancel: words.bulk.cancelled,
};

/** The rows with which this can be done now. */
export function able(action: BulkAction, rows: readonly CandidateRow[]): CandidateRow[] {
  return rows.filter(CAN[action]);
}

/** Who of some can have a mail now, and who cannot. */
export interface Mailable {
  now: CandidateRow[];
  /** Had a mail within the last day. */
  later: CandidateRow[];
  /** Milliseconds; when the first of those can have another. */
  from: number | null;
  /** No mail has gone out, or there is no link. */
  never: CandidateRow[];
}

/** Asks who can have a mail now: a candidate gets one in a day. */
export async function mailable(action: 'remind' | 'again', rows: readonly CandidateRow[]): Promise<Mailable> {
  const mail = action === 'remind' ? 'reminder' : 'invitation';
  const times = await call('mail_times', { screeningIds: rows.map(({ id }) => id), mail });
  const from = new Map(times.map((time) => [time.screeningId, time.from]));
  const now = Date.now();
  const answer: Mailable = { now: [], later: [], from: null, never: [] };
  for (const row of rows) {
    const at = from.get(row.id) ?? null;
    if (at === null) answer.never.push(row);
    else if (at <= now) answer.now.push(row);
    else {
      answer.later.push(row);
      answer.from = Math.min(answer.from ?? Infinity, at);
    }
  }
  return answer;
}

/** Tries whatever is stuck once more. False if nothing is; a mail that may have arrived is not sent twice. */
async function retry(screeningId: string): Promise<boolean> {
  const { attention, mailState } = await call('candidate', { screeningId });
  const helps = mailState === 'failed' ? ['retry', 'check_again', 'send_again'] : ['retry', 'check_again'];
  let tried = false;
  for (const { id, actions } of attention) {
    // `retry` says yes to a question, which is for a person to answer.
    if (actions.some((offered) => offered.id === 'retry') && !isStuck(actions)) continue;
    const action = actions.find((offered) => helps.includes(offered.id))?.id;
    if (action === undefined) continue;
    await call('settle_attention', { attentionId: id, action });
    tried = true;
  }
  return tried;
}

/** Answers false if there was nothing to do. */
function one(action: OneByOne, row: CandidateRow): Promise<unknown> {
  const request = { screeningId: row.id };
  switch (action) {
    case 'release':
      return call('release', request);
    case 'remind':
      return call('remind', request);
    case 'again':
      // Whoever had a mail within the last day is left out.
      return call('send_again', { ...request, anyway: false });
    case 'retry':
      return retry(row.id);
    case 'cancel':
      return call(row.state === 'held' ? 'undo' : 'cancel_screening', request);
  }
}

/** What takes it back; null if nothing can. */
function reversal(action: OneByOne, rows: readonly CandidateRow[], done: readonly string[]): TakeBack | null {
  const held = rows.filter((row) => row.state === 'held' && done.includes(row.id));
  if (action === 'cancel') return held.length > 0 ? { what: 'called_back', ids: held.map(({ id }) => id) } : null;
  if (action === 'remind' || action === 'again') return done.length > 0 ? { what: 'mails', ids: [...done] } : null;
  return null;
}

/** What is held may leave while the others are done: it comes first. */
function heldFirst(rows: readonly CandidateRow[]): CandidateRow[] {
  return [...rows].sort((a, b) => Number(b.state === 'held') - Number(a.state === 'held'));
}

/**
 * Does it with one row after the other, and says how far it is; moves are confirmed all at once. A row that
 * fails does not stop the others; before each it is asked whether to stop. Resolves to the ids of those that were done.
 */
export async function doAll(
  action: BulkAction,
  rows: readonly CandidateRow[],
  progress: (done: number) => void,
  stopped: () => boolean = () => false,
): Promise<string[]> {
  if (action === 'move') return (await confirmMoves(rows)) ? rows.map((row) => row.id) : [];
  const done: string[] = [];
  let tried = 0;
  let failure: unknown = null;
  const left = leaving.stay();
  for (const row of heldFirst(rows)) {
    if (stopped()) break;
    progress(tried);
    tried += 1;
    try {
      if ((await one(action, row)) !== false) done.push(row.id);
    } catch (thrown) {
      failure = thrown;
    }
  }
  left();
  const what = reversal(action, rows, done);
  const short = tried < rows.length ? words.bulk.stopped(tried, rows.length) : null;
  if (what !== null) undo.did(DONE[action](done.length), { what, about: null }, { detail: short });
  else if (done.length > 0) toasts.show(DONE[action](done.length), { detail: short });
  else if (short !== null) toasts.show(short, { severity: 'info' });
  const failed = tried - done.length;
  if (failed > 0) {
    const detail = failure === null ? words.bulk.nothingToRetry : errorOf(failure).message;
    toasts.show(words.bulk.failed(failed), { severity: 'bad', detail });
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
