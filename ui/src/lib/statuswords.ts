import type { ConnectionView, ErrorCode, QueueView, SignInState, Status } from '../generated/api';
import { checked } from './time';
import { count } from './words';

/** Colour of the dot in the status bar. Words always stand beside it. */
export type DotTone = 'good' | 'warn' | 'bad' | 'off';

/** The first sentence of the status bar: are we connected, and as whom. */
export function connectionWords(status: Status): { tone: DotTone; words: string } {
  const { connection, sync } = status;
  const where = connection.isSample ? 'the sample company' : 'Lever';
  switch (connection.state) {
    case 'signed_out':
      return { tone: 'off', words: 'Not connected to Lever' };
    case 'waiting_for_browser':
      return { tone: 'warn', words: 'Waiting for sign-in in the browser' };
    case 'sign_in_again':
      return {
        tone: 'bad',
        words: connection.cause === 'refused' ? 'Lever wants a new sign-in' : 'A new sign-in is needed',
      };
    case 'keychain_locked':
      return { tone: 'bad', words: 'The keychain is locked' };
    case 'keychain_missing':
      // One that was there before may come back.
      return {
        tone: 'bad',
        words: status.setup.connected ? 'The keychain does not answer' : 'No keychain on this computer',
      };
    case 'keychain_failing':
      return { tone: 'bad', words: 'The keychain does not do as asked' };
    case 'signed_in': {
      const words = `Connected to ${where}${connection.user ? ` as ${connection.user.name}` : ''}`;
      if (sync.state === 'offline') return { tone: 'warn', words: 'Offline: Lever cannot be reached' };
      if (sync.state === 'paused') return { tone: 'warn', words };
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
  switch (cause) {
    case 'damaged':
      return {
        title: 'What the keychain holds for Lever is damaged',
        text: byKey ? 'Paste the key once more: that writes over it.' : 'A new sign-in writes over it.',
      };
    case 'absent':
      return {
        title: 'The keychain no longer holds Lever’s keys',
        text: byKey ? 'Paste the key once more, and they are kept again.' : 'Sign in, and they are kept again.',
      };
    case 'one_run':
      return thisRunOnly
        ? {
            title: 'Memory does not hold Lever’s keys yet',
            text: `${byKey ? 'Paste the key' : 'Sign in'} once more, and you stay connected until you quit Fulcrum.`,
          }
        : {
            title: 'Lever’s keys were kept until you quit',
            text: `${byKey ? 'Paste the key' : 'Sign in'} once more. If this computer has a keychain now, they stay in it.`,
          };
    case 'refused':
    case null:
      return byKey
        ? { title: 'Lever no longer accepts the API key', text: 'It was deleted or replaced in Lever.' }
        : {
            title: 'Lever no longer accepts the earlier sign-in',
            text: 'Somebody revoked it in Lever, it was not used for 90 days, or Fulcrum was cut off while it renewed it.',
          };
  }
}

/** The second sentence: when we last looked and when we look next. */
export function syncWords(status: Status, now: number): string {
  const { state, lastAt, nextAt } = status.sync;
  switch (state) {
    case 'off':
      return status.connection.state === 'signed_in' ? 'Not watching: no trigger is on' : 'Not watching';
    case 'paused':
      return 'Paused: nothing is sent or written';
    case 'syncing':
      return lastAt === null ? 'Checking Lever for the first time' : 'Checking Lever';
    case 'idle':
    case 'offline':
    case 'troubled':
      return checked(lastAt, nextAt, now);
  }
}

/** True if nothing is held, waits, is unclear or is stuck. */
export function queueIsEmpty(queue: QueueView): boolean {
  return queue.held + queue.waiting + queue.unclear + queue.stuck === 0;
}

/** The third sentence: what waits to be written. */
export function queueWords(queue: QueueView): string {
  const parts: string[] = [];
  if (queue.held > 0) parts.push(`${count(queue.held, 'invitation')} on hold`);
  if (queue.waiting > 0) parts.push(`${count(queue.waiting, 'change')} waiting to be written`);
  if (queue.unclear > 0) parts.push(`${queue.unclear} being looked up`);
  if (queue.stuck > 0) parts.push(`${queue.stuck} stuck`);
  return parts.length === 0 ? 'Nothing waiting to be written' : parts.join(', ');
}

/** What a screen reader hears when the state of watching changes; null if nothing worth a word. */
export function announcement(status: Status): string | null {
  const { connection, sync } = status;
  if (connection.state !== 'signed_in') return connectionWords(status).words;
  if (sync.state === 'paused') return 'Fulcrum is paused.';
  if (sync.state === 'offline') return 'Lever cannot be reached. Fulcrum tries again by itself.';
  if (sync.state === 'troubled') return sync.problem ?? 'Lever answered with an error.';
  if (sync.state === 'idle' || sync.state === 'syncing') return 'Fulcrum is watching Lever.';
  return null;
}
