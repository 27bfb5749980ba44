import { connection } from './native.json';

/** The words of Settings > Account. */
export const accountWords = {
  about: {
    sample: 'Sample company inside Fulcrum',
    connected: 'Connected to Lever',
    thisRun: 'Connected to Lever until you quit Fulcrum',
    again: (title: string) => `${title}. Whatever waits is kept.`,
    locked: 'The keychain is locked. Unlock it, and Fulcrum goes on by itself.',
    lockedBefore: connection.locked,
    gone: 'The keychain does not answer. Whatever waits is kept.',
    missing: connection.missing,
    failing: 'The keychain does not do as asked. Whatever waits is kept.',
    failingBefore: connection.failing,
    waiting: 'Waiting for you to sign in with Lever in the browser',
    signedOut: 'Nothing is watched, sent or written',
  },
  nameless: 'Your Lever account',
  none: 'Not connected',
  access: 'Access in Lever',
  connect: {
    show: 'Show',
    again: 'Sign in again',
    otherWays: 'Other ways to sign in',
    first: 'Connect to Lever',
    anew: 'Connect again',
  },
  test: {
    title: 'What Lever allows',
    about: 'Asks Lever for a little of everything that Fulcrum uses. Nothing is written.',
    go: 'Test the connection',
  },
  user: {
    none: 'No Lever user chosen',
    noneHint: 'Fulcrum writes to Lever on behalf of a user.',
    change: 'Change user',
    changeBoth: 'Change user or company',
    save: 'Save',
  },
  leave: {
    ask: 'Disconnect…',
    title: (sample: boolean) => (sample ? 'Disconnect from the sample company?' : 'Disconnect from Lever?'),
    text: 'Fulcrum forgets its keys. Nothing is watched or written any more. Candidates who have a link can still answer; you see it when you connect again.',
    wipe: 'Delete the candidates’ data on this computer, too',
    confirm: (wipe: boolean) => (wipe ? 'Disconnect and delete' : 'Disconnect'),
    done: 'Disconnected. Lever’s keys are forgotten.',
    doneBut: 'Disconnected, but not everything is forgotten',
  },
} as const;
