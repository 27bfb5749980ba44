import { count, number } from '../lib/words';
import { connection } from './native.json';

/** What the status bar and the banner of a new sign-in say. */
export const statusWords = {
  connection: {
    signedOut: connection.signedOut,
    waiting: 'Waiting for sign-in in the browser',
    refused: 'Lever wants a new sign-in',
    again: 'A new sign-in is needed',
    locked: connection.locked,
    silent: connection.silent,
    missing: 'No keychain on this computer',
    failing: connection.failing,
    connected: (sample: boolean, who: string | null) =>
      `Connected to ${sample ? connection.sample : 'Lever'}${who === null ? '' : ` as ${who}`}`,
    offline: 'Offline: Lever cannot be reached',
  },
  again: {
    damaged: {
      title: 'What the keychain holds for Lever is damaged',
      text: (byKey: boolean) =>
        byKey ? 'Paste the key once more: that writes over it.' : 'A new sign-in writes over it.',
    },
    absent: {
      title: 'The keychain no longer holds Lever’s keys',
      text: (byKey: boolean) =>
        byKey ? 'Paste the key once more, and they are kept again.' : 'Sign in, and they are kept again.',
    },
    thisRun: {
      title: 'Memory does not hold Lever’s keys yet',
      text: (byKey: boolean) =>
        `${byKey ? 'Paste the key' : 'Sign in'} once more, and you stay connected until you quit Fulcrum.`,
    },
    oneRun: {
      title: 'Lever’s keys were kept until you quit',
      text: (byKey: boolean) =>
        `${byKey ? 'Paste the key' : 'Sign in'} once more. If this computer has a keychain now, they stay in it.`,
    },
    refusedKey: { title: 'Lever no longer accepts the API key', text: 'It was deleted or replaced in Lever.' },
    refused: {
      title: 'Lever no longer accepts the earlier sign-in',
      text: 'Somebody revoked it in Lever, it was not used for 90 days, or Fulcrum was cut off while it renewed it.',
    },
  },
  sync: {
    noTrigger: 'No playbook is on: nobody is invited',
    byHand: 'Only by hand: nothing is sent by itself',
    off: 'Not watching',
    first: 'Checking Lever for the first time',
    checking: 'Checking Lever',
    justNow: 'Checked just now',
    looking: 'Looking at Lever now.',
  },
  queue: {
    held: (n: number) => `${count(n, 'invitation')} on hold`,
    waiting: (n: number) => `${count(n, 'change')} waiting to be written`,
    unclear: (n: number) => `${number(n)} being looked up`,
    stuck: (n: number) => `${number(n)} stuck`,
    empty: 'Nothing waiting to be written',
    all: (parts: readonly string[]) => parts.join(', '),
  },
  spoken: {
    paused: 'Fulcrum is paused.',
    offline: 'Lever cannot be reached. Fulcrum tries again by itself.',
    troubled: 'Lever answered with an error.',
    watching: 'Fulcrum is watching Lever.',
  },
};
