import type { ConnectionView, ErrorCode, QueueView, SignInState, Status } from '../generated/api';
import { statusWords } from '../words/status';
import { MINUTE, checked } from './time';

/** Colour of the dot in the status bar. Words always stand beside it. */
export type DotTone = 'good' | 'warn' | 'bad' | 'off';

/** The first sentence of the status bar: are we connected, and as whom. */
export function connectionWords(status: Status): { tone: DotTone; words: string } {
  const { connection, setup, sync } = status;
  const said = statusWords.connection;
  switch (connection.state) {
    case 'signed_out':
      return { tone: 'off', words: said.signedOut };
    case 'waiting_for_browser':
      return { tone: 'warn', words: said.waiting };
    case 'sign_in_again':
      return {
        tone: 'bad',
        words: connection.cause === 'refused' ? said.refused : said.again,
      };
    case 'keychain_locked':
      return { tone: 'bad', words: said.locked };
    case 'keychain_missing':
      // One that was there before may come back.
      return {
        tone: 'bad',
        words: setup.connected ? said.silent : said.missing,
      };
    case 'keychain_failing':
      return { tone: 'bad', words: said.failing };
    case 'signed_in': {
      const words = said.connected(connection.isSample, connection.user?.name ?? null);
      if (sync.state === 'offline') return { tone: 'warn', words: said.offline };
      if (sync.state === 'paused' || (watchesNothing(status) && !setup.byHand)) return { tone: 'warn', words };
      return { tone: sync.state === 'troubled' ? 'warn' : 'good', words };
    }
  }
}

/** What can be wrong with the keychain. */
export type KeychainTrouble = 'keychain_locked' | 'keychain_missing' | 'keychain_failing';

/** What a state of sign-in, or the code of an error, says about the keychain. */
export function keychainTrouble(said: SignInState | ErrorCode | undefined): KeychainTrouble | null {
  return said === 'keychain_locked' || said === 'keychain_missing' || said === 'keychain_failing' ? said : null;
}

/** Why there must be a new sign-in, and what it does. */
export function againWords({ cause, byKey, thisRunOnly }: ConnectionView): { title: string; text: string } {
  const said = statusWords.again;
  const both = ({ title, text }: { title: string; text: (byKey: boolean) => string }) => ({ title, text: text(byKey) });
  switch (cause) {
    case 'damaged':
      return both(said.damaged);
    case 'absent':
      return both(said.absent);
    case 'one_run':
      return both(thisRunOnly ? said.thisRun : said.oneRun);
    case 'refused':
    case null:
      return byKey ? said.refusedKey : said.refused;
  }
}

/** Everything is well, and yet nobody will be invited by itself: no playbook is on. */
export function watchesNothing({ connection, setup, sync }: Status): boolean {
  const well = sync.state === 'off' || sync.state === 'idle' || sync.state === 'syncing';
  return connection.state === 'signed_in' && !setup.triggerOn && well;
}

/** What is said then. */
function nothingWatched({ setup }: Status): string {
  return setup.byHand ? statusWords.sync.byHand : statusWords.sync.noTrigger;
}

/** The second sentence: when we last looked and when we look next. */
export function syncWords(status: Status, now: number): string {
  const { state, lastAt, nextAt } = status.sync;
  const said = statusWords.sync;
  if (watchesNothing(status)) return nothingWatched(status);
  switch (state) {
    case 'off':
      return said.off;
    case 'paused':
      // The banner says that it is paused.
      return checked(lastAt, null, now);
    case 'syncing':
      return lastAt === null ? said.first : said.checking;
    case 'idle':
    case 'offline':
    case 'troubled':
      return checked(lastAt, nextAt, now);
  }
}

/** The same for nobody in particular: it changes by the minute at most. */
export function restingWords(status: Status, now: number): string {
  const { state, lastAt } = status.sync;
  const looks = state !== 'off';
  if (!looks || lastAt === null) return syncWords(status, now);
  return now - lastAt < MINUTE ? statusWords.sync.justNow : checked(lastAt, null, now);
}

/** What went wrong last, unless the first sentence says it: that Lever cannot be reached. */
export function problemWords({ sync }: Status): string | null {
  return sync.state === 'offline' ? null : sync.problem;
}

/** True if nothing is held, waits, is unclear or is stuck. */
export function queueIsEmpty(queue: QueueView): boolean {
  return queue.held + queue.waiting + queue.unclear + queue.stuck === 0;
}

/** The third sentence: what waits to be written. */
export function queueWords(queue: QueueView): string {
  const said = statusWords.queue;
  const parts: string[] = [];
  // In a small window the end is cut off.
  if (queue.stuck > 0) parts.push(said.stuck(queue.stuck));
  if (queue.held > 0) parts.push(said.held(queue.held));
  if (queue.waiting > 0) parts.push(said.waiting(queue.waiting));
  if (queue.unclear > 0) parts.push(said.unclear(queue.unclear));
  return parts.length === 0 ? said.empty : said.all(parts);
}

/** What a screen reader hears when the state of watching changes; null if nothing worth a word. */
export function announcement(status: Status): string | null {
  const { connection, sync } = status;
  const said = statusWords.spoken;
  if (connection.state !== 'signed_in') return connectionWords(status).words;
  if (sync.state === 'paused') return said.paused;
  if (sync.state === 'offline') return said.offline;
  if (sync.state === 'troubled') return sync.problem ?? said.troubled;
  if (watchesNothing(status)) return nothingWatched(status);
  if (sync.state === 'idle' || sync.state === 'syncing') return said.watching;
  return null;
}

/** An account is worked with, also while another sign-in waits for the browser. */
export function works({ connection, setup }: Status): boolean {
  return connection.state === 'signed_in' || (setup.connected && connection.state === 'waiting_for_browser');
}
