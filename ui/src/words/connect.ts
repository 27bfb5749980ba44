import { connection } from './native.json';

/** The words of connecting: onboarding, the connect page, waiting for the browser, and what went wrong. */
export const connectWords = {
  title: 'Connect to Lever',
  again: 'Sign in again',
  about: 'Choose where your candidates are. You can disconnect at any time.',
  back: 'Back',
  failed: 'Sign-in did not work',
  tryAgain: 'Try again',
  details: 'Details for a report',
  way: { label: 'How to connect', oauth: 'Sign in with Lever', key: 'Use an API key' },
  incomplete: {
    oauth: 'Fill in what is missing above to sign in.',
    key: 'Paste the key to connect.',
  },
  submit: {
    sampleAgain: 'Sign in to the sample company',
    sample: 'Explore the sample company',
    oauth: 'Sign in with Lever',
    key: 'Connect',
    opens: 'Opens Lever in your browser.',
  },
  environments: 'Which Lever',
  keychain: {
    again: 'Whatever waits is kept, and goes out once you are connected again.',
    inMemory: 'Lever’s keys are kept in memory. You stay signed in until you quit Fulcrum.',
    gone: {
      title: connection.silent,
      text: 'When it is back, Fulcrum goes on by itself, and whatever waits is kept until then. Or sign in again now: Lever’s keys stay in memory until you quit.',
    },
    missing: {
      title: connection.missing,
      text: 'Fulcrum keeps Lever’s keys nowhere else. Without one it can keep them in memory: you stay signed in until you quit, and sign in again next time.',
    },
    locked: {
      title: connection.locked,
      text: 'Unlock it, and Fulcrum goes on by itself; whatever waits is kept until then. Or sign in again now: Lever’s keys stay in memory until you quit.',
    },
    lockedBefore: {
      title: connection.locked,
      text: 'Unlock it, then connect again. Or Fulcrum keeps Lever’s keys in memory, and you sign in again next time.',
    },
    failing: {
      title: connection.failing,
      text: 'It is open; Fulcrum keeps trying, and whatever waits is kept until then. Logging out of the computer and in again may help. Or sign in now: Lever’s keys stay in memory until you quit.',
    },
    failingBefore: {
      title: connection.failing,
      text: 'It is open, and keeps nothing. Logging out of the computer and in again may help. Or sign in now: Lever’s keys stay in memory until you quit.',
    },
  },
  inMemory: { connect: 'Connect until I quit', keep: 'Keep keys until I quit' },
  urls: {
    apiBase: 'API base',
    authorize: 'Authorize URL',
    token: 'Token URL',
    example: (url: string) => `For example ${url}`,
  },
  client: {
    other: 'Use another client ID and secret',
    id: 'Client ID',
    secret: 'Client secret',
  },
  key: {
    label: 'API key',
    hint: 'A Lever Super Admin makes one under Settings, Integrations and API, API Credentials.',
  },
  redirect: {
    label: 'redirect URI',
    register:
      'Your company registers Fulcrum with Lever once, and gets a client ID and a secret for it. Lever asks for this redirect URI:',
    known: 'After the sign-in, Lever’s page comes back to this redirect URI:',
    sample: 'After the sign-in, the sample company’s page comes back to this address:',
    port: 'Port',
    hint: 'Another port makes another address. Lever must know exactly this one: have it added to your company’s registration.',
    hintSample: 'Any port that no other program uses. The sample company learns the address by itself.',
  },
  errors: {
    offline: 'Nothing was changed. Look at your network, then try again.',
    trouble: 'Nothing was changed. Try again in a moment.',
    nothing: 'Nothing was changed.',
  },
  anew: {
    failed: 'The new sign-in did not work',
    goesOn: 'What was connected before goes on.',
    banner: 'The new sign-in did not work. What was connected before goes on.',
    show: 'Show why',
    dismiss: 'Dismiss',
  },
  connected: { title: 'You are connected', text: 'Fulcrum goes on where it stopped.', inbox: 'Go to the Inbox' },
  user: {
    title: 'Who are you in Lever?',
    about: 'Lever does not tell Fulcrum who signed in, so please pick yourself.',
    submit: 'Continue',
  },
  waiting: {
    title: 'Go on in your browser',
    agree: (sample: boolean) =>
      `When you have agreed on ${sample ? 'the sample company’s' : 'Lever’s'} page, this window goes on by itself.`,
    beat: 'Waiting for the browser',
    copyHint:
      'No page there, or in the wrong browser? Copy its address and paste it into the one that you use for Lever. Fulcrum waits for five minutes.',
    copyHintSample:
      'No page there, or in the wrong browser? Copy its address and paste it into another one. Fulcrum waits for five minutes.',
    open: 'Open the page again',
    copy: 'Copy its address',
    copied: 'Copied the address of the sign-in page.',
    cancel: 'Cancel',
    error: 'Lever’s page shows an error',
    errorSample: 'The page shows an error',
    hints: [
      {
        what: 'ClientID not found',
        then: ', or an unknown redirect: the client ID is of another environment, or the redirect address is not registered. Cancel, and check both.',
      },
      {
        what: 'You may not authorize this',
        then: ': only a Super Admin of your company’s Lever account can. Ask one to sign in here, or to make an API key for you.',
      },
    ],
    hintsSample: [
      {
        what: 'This request was answered already',
        then: ': the page is of an earlier try. Open the page again, and agree there.',
      },
      {
        what: 'This site can’t be reached',
        then: ': the sample company is on this computer only, while Fulcrum runs. Open the page in a browser here, not on another computer.',
      },
    ],
  },
  welcome: {
    title: 'Screenings that send themselves',
    about:
      'Fulcrum watches your pipeline in Lever. When a candidate enters a stage that you choose, it sends a screening, follows it, and writes the outcome back: tags, a note with the score, a link.',
    connect: {
      title: 'Connect to Lever',
      text: 'Sign in with your company’s account. Nothing is sent until you switch a\u00a0trigger\u00a0on.',
      go: 'Connect',
    },
    sample: {
      title: 'Explore with sample data',
      text: 'A made-up company with a lively pipeline and its own mailbox, all on this computer.',
      go: 'Explore',
    },
    keys: 'Your Lever keys stay in this computer’s keychain.',
  },
  banners: {
    refused: (title: string) => `${title}. Whatever waits to be written is kept.`,
    connectAgain: 'Connect again',
    signInAgain: 'Sign in again',
    locked: 'The keychain is locked. Unlock it: whatever waits is kept, and Fulcrum goes on by itself.',
    tryNow: 'Try again',
    lockedBefore: 'The keychain is locked, so nobody can sign in. Unlock it, then connect again.',
    gone: 'The keychain does not answer. Whatever waits is kept, and Fulcrum goes on once it is back.',
    otherWays: 'Other ways',
    missing: 'This computer has no keychain. You can stay signed in until you quit Fulcrum.',
    stay: 'Stay signed in until I quit',
    failing: 'The keychain is open, but does not do as asked. Whatever waits is kept, and Fulcrum keeps trying.',
    failingBefore: 'The keychain is open, but does not do as asked. You can stay signed in until you quit Fulcrum.',
    signedOut: 'Not connected to Lever. Nothing is watched, sent or written.',
    waiting: 'Waiting for you to sign in with Lever in the browser.',
    show: 'Show',
    paused: 'Paused. Nothing is sent to candidates or written to Lever.',
    resume: 'Resume',
    thisRun: 'Lever’s keys are in memory only: you stay signed in until you quit Fulcrum.',
    sample: 'Sample data. Move somebody on the board and watch.',
    board: 'Open the board',
    mailbox: 'Open the mailbox',
  },
};
