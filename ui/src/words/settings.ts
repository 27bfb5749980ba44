import type { Diagnostics, KeychainHealth, MailAuth, MailProvider, Status } from '../generated/api';
import { count, number } from '../lib/words';
import { checkWords } from './check';
import { notifications } from './notifications';

/** What a section is called, what it says of itself, and by which words it is found. */
export interface SectionWords {
  title: string;
  about?: string;
  found: string;
}

export const SECTION_IDS = [
  'account',
  'interview',
  'mail',
  'notifications',
  'sending',
  'startup',
  'appearance',
  'data',
  'diagnostics',
  'advanced',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

const sections: Record<SectionId, SectionWords> = {
  account: {
    title: 'Account',
    found:
      'connect disconnect sign in out login logout lever user write as revoke access delete test permission scope missing',
  },
  interview: {
    title: 'Interview service',
    about: 'Where candidates answer, and what sends their mail.',
    found: 'pair deployed link url token candidates public server',
  },
  mail: {
    title: 'Mail',
    about: 'Your company’s mail server. Without it you copy each link and send it yourself.',
    found:
      'smtp e-mail email server password sender from address test port encryption google gmail microsoft office 365 outlook oauth xoauth2 app password login',
  },
  notifications: {
    title: 'Notifications',
    about: notifications.about,
    found: 'tell names desktop mine all nothing quiet working hours night snooze initials privacy kinds',
  },
  sending: { title: 'Sending', found: 'invitation' },
  startup: { title: 'Start and tray', found: '' },
  appearance: { title: 'Appearance', found: '' },
  data: {
    title: 'Data and privacy',
    about: 'What Fulcrum keeps about candidates on this computer.',
    found: '',
  },
  diagnostics: { title: 'Diagnostics', about: 'For whoever helps you. Nothing here is sent anywhere.', found: '' },
  advanced: { title: 'Sign-in address', found: 'advanced' },
};

/** Single settings: what they are called, and further words by which they are found. */
const items = {
  hold: {
    label: 'Time to undo',
    hint: 'An automatic invitation waits this long before it leaves.',
    found: 'hold seconds wait',
  },
  autostart: {
    label: 'Start with the computer',
    hint: 'Fulcrum watches from the tray, without a window.',
    found: 'autostart startup launch login boot background',
  },
  colours: { label: 'Colours', hint: '', found: 'dark light theme colors system mode' },
  text: { label: 'Text size', hint: '', found: 'large letters font zoom bigger' },
  zoom: { label: 'Zoom', hint: '', found: 'size magnify bigger larger smaller %' },
  keys: {
    label: 'Single-letter keys',
    hint: 'Off, no letter, digit or sign does anything by itself, which suits speech input. Arrows, Enter and keys with Ctrl or Cmd go on.',
    found: 'keyboard shortcuts character speech voice dictation accessibility disable',
  },
  retention: {
    label: 'Forget ended screenings after',
    hint: '',
    found: 'retention delete days months gdpr',
  },
  directory: {
    label: 'Keep a directory of active candidates',
    hint: 'Needed to find people by name in Send screening. E-mail addresses and Lever links work without it.',
    found: 'search people names',
  },
  wipe: { label: 'Delete everything on this computer', hint: '', found: 'wipe erase reset remove forget all' },
  check: { label: checkWords.entry, hint: checkWords.entryText, found: checkWords.also },
  version: {
    label: 'Version',
    hint: '',
    found: 'health state report support copy counts database schema passes folder',
  },
  logs: { label: 'Logs', hint: '', found: 'log files save open folder report support' },
  port: { label: 'Port of the sign-in redirect', hint: '', found: 'oauth callback address' },
} satisfies Record<string, { label: string; hint: string; found: string }>;

export type ItemId = keyof typeof items;

const keychain: Record<KeychainHealth, string> = {
  good: 'Works',
  locked: 'Locked',
  missing: 'Not there',
  failing: 'Does not do as asked',
  this_run_only: 'Not used: secrets are kept until you quit',
};

const auths: Record<MailAuth, string> = {
  none: 'No login',
  password: 'User name and password',
  xoauth2: 'Sign-in with Google, Microsoft or another',
};

const providers: Record<MailProvider, string> = { google: 'Google', microsoft: 'Microsoft', other: 'Another' };

const passes: Record<string, string> = { arrivals: 'New candidates', safety: 'Changes to known ones' };

const lever = (status: Status) => {
  if (status.connection.state !== 'signed_in') return 'Not signed in';
  return {
    off: 'Nothing is watched',
    idle: 'Works',
    syncing: 'Works',
    paused: 'Paused',
    offline: 'Cannot be reached',
    troubled: 'Answers with errors',
  }[status.sync.state];
};

/** Every word of Settings, but for those of the sections that have a catalogue of their own. */
export const settingsWords = {
  title: 'Settings',
  nav: 'Sections of Settings',
  go: 'Go to a section',
  search: 'Search settings',
  found: (n: number) => (n === 0 ? 'No setting found' : `${count(n, 'section')} found`),
  none: 'No setting is called that',
  all: 'Show all settings',
  sections,
  items,

  seconds: 'seconds',
  days: 'days',
  colours: { system: 'As the system', light: 'Light', dark: 'Dark' },
  text: { normal: 'Normal', large: 'Large' },
  portHint: (port: number) => `Lever must know exactly this address: http://localhost:${port}/callback`,

  data: {
    retention:
      'Counted from the last change. Answers, scores, comments, addresses and timelines of candidates who are done go from this computer and from an interview service of yours. What is in Lever stays there.',
    preview: (n: number) =>
      n === 0 ? 'Nothing is old enough to be forgotten now.' : `Would forget ${count(n, 'screening')} now.`,
    wipe: 'Delete everything…',
    wipeAbout: 'Candidates, decisions, Activity, settings, and every key and password of Fulcrum.',
    wipeTitle: 'Delete everything on this computer?',
    goes: 'Gone for good: candidates with their answers, scores and timelines kept here, Activity, settings, and the keys to Lever and to your mail account. Writes that still wait are not made.',
    stays: (deployed: boolean) =>
      deployed
        ? 'What stays: tags, notes and links in Lever, and invitations and answers at your company’s interview service.'
        : 'What stays: tags, notes and links in Lever. Links that candidates have stop working, because their answers are kept here.',
    logs: 'Logs stay; they name nobody.',
    word: 'delete',
    type: 'Type “delete” to go on',
    confirm: 'Delete everything',
    done: 'Everything on this computer was deleted.',
    doneBut: 'Deleted, but not everything is forgotten',
  },

  diagnostics: {
    version: 'Version',
    system: 'System',
    schema: 'Database',
    schemaValue: (version: number) => `Version ${number(version)}`,
    profile: 'Profile',
    logs: 'Logs',
    open: 'Open',
    openFolder: (what: string) => `Open the folder of the ${what.toLowerCase()}`,
    save: 'Save logs',
    saved: 'The logs were saved as one file.',
    copy: 'Copy diagnostics',
    copied: 'Copied. Nothing in it is about a candidate or you.',
    keychain: 'Keychain',
    mail: 'Mail',
    kept: 'Kept here',
    passes: 'Looks at Lever',
    pass: (name: string) => passes[name] ?? name,
    keychainHealth: (one: KeychainHealth) => keychain[one],
    counts: (counts: Diagnostics['counts']) =>
      [
        count(counts.screenings, 'screening'),
        count(counts.decisions, 'decision'),
        count(counts.writes, 'write'),
        count(counts.events, 'entry of Activity', 'entries of Activity'),
        count(counts.people, 'person in the directory', 'people in the directory'),
      ].join(', '),
    /** The same as text, without folders (they hold the name of this computer's user) and addresses. */
    report: (one: Diagnostics, status: Status, at: string) =>
      [
        `Fulcrum ${status.version} on ${one.system}, ${at}`,
        `Database: version ${one.schema}`,
        `Lever: ${lever(status)}`,
        `Interview service: ${status.interview.reachable ? 'answers' : 'does not answer'}, ${status.interview.deployed ? 'deployed' : 'on this computer'}`,
        `Keychain: ${keychain[one.keychain]}`,
        `Mail: ${one.mail === null ? 'not set up' : auths[one.mail]}, ${status.interview.mailReady ? 'ready' : 'not ready'}`,
        `Rows: ${Object.entries(one.counts)
          .map(([name, n]) => `${name} ${n}`)
          .join(', ')}`,
        `Queue: held ${status.queue.held}, waiting ${status.queue.waiting}, unclear ${status.queue.unclear}, stuck ${status.queue.stuck}`,
        ...one.passes.map((pass) => `Pass ${pass.name}: ${new Date(pass.at).toISOString()}`),
      ].join('\n'),
  },

  mail: {
    sample:
      'The sample company needs no mail server: its mails go to its own mailbox on this computer and nowhere else. What you fill in here is for your company’s account.',
    server: 'Mail server',
    serverExample: 'smtp.example.com',
    port: 'Port',
    security: 'Encryption',
    securities: { starttls: 'STARTTLS (587)', tls: 'TLS (465)', none: 'None' },
    auth: 'Login',
    auths,
    username: 'User name',
    password: 'Password',
    passwordKept: 'One is kept in the keychain; leave empty to keep it.',
    passwordHint: 'Kept in the keychain.',
    fromName: 'Sender’s name',
    fromNameExample: 'Recruiting at Example',
    fromAddress: 'Sender’s address',
    fromAddressExample: 'jobs@example.com',
    provider: 'Whose account',
    providers,
    account: 'Mail account',
    accountHint: 'The address that you sign in with.',
    clientId: 'Client ID',
    clientIdHint: 'Of your company’s registration there.',
    clientSecret: 'Client secret',
    clientSecretHint: 'Leave empty if there is none, or to keep the stored one.',
    tenant: 'Directory (tenant) ID',
    tenantHint: 'Leave empty if the registration is for any company.',
    authorize: 'Sign-in page',
    token: 'Token address',
    scopes: 'Scopes',
    scopesHint: 'With spaces between them.',
    redirect: (port: number) => `The registration must name this redirect address: http://localhost:${port}/callback`,
    signIn: (provider: MailProvider) => (provider === 'other' ? 'Sign in' : `Sign in with ${providers[provider]}`),
    signInAgain: 'Sign in again',
    signedIn: 'Signed in. Fulcrum renews its token by itself.',
    signedInToast: 'Signed in. Mail is sent with this account.',
    waiting: 'Waiting for you in the browser…',
    cancel: 'Cancel',
    save: 'Save mail settings',
    saved: 'Mail settings saved.',
    testTo: 'Send a test mail to',
    testExample: 'you@example.com',
    test: 'Send test',
    testNeedsServer: 'A test can be sent once the mail server is saved.',
    testNeedsAddress: 'Type the address that the test goes to.',
    testing: (to: string) => `Sending a test mail to ${to}…`,
    tested: (to: string) => `A test mail is on its way to ${to}. Look whether it has arrived.`,
    testFailed: 'The test mail did not go out',
    details: 'What the server said',
  },
};
