import type { CheckLink, CheckStanding, CheckedChain } from '../generated/api';
import { count } from '../lib/words';
import { findingWords } from './findings';

const links: Record<CheckLink, string> = {
  sign_in: 'Sign-in',
  permissions: 'Permissions',
  writer: 'Who writes',
  clock: 'Clock',
  places: 'Stages and postings',
  texts: 'Tags, notes and mails',
  service: 'Interview service',
  assessments: 'Assessments',
  mail: 'Mail',
  arrivals: 'Arrivals',
};

const standings: Record<CheckStanding, string> = {
  ok: 'Holds',
  look: 'Worth a look',
  fault: 'Does not hold',
  unchecked: 'Not checked',
};

/** Every word of the Check page. */
export const checkWords = {
  title: 'Check',
  about: 'Follows the way from Lever to a candidate’s invitation. Nothing is sent or written to try it.',
  links,
  standings,
  groups: {
    lever: 'Lever',
    playbooks: 'Playbooks that are on',
    interviews: 'Interviews and mail',
    candidates: 'Candidates',
  },
  said: findingWords,
  run: 'Check everything',
  again: (link: CheckLink) => `Check again: ${links[link]}`,
  running: 'Checking…',
  waits: 'Waits for its turn',
  never: 'Not checked yet',
  checkedAt: (when: string) => `Checked ${when}`,
  earlier: (when: string) => `As seen ${when}:`,
  progress: (done: number, all: number) => `Checking… ${done} of ${all}`,
  summary: (faults: number, looks: number, openly: number) => {
    if (faults > 0) return faults === 1 ? 'One link does not hold' : `${count(faults, 'link')} do not hold`;
    if (openly > 0) return 'Not everything could be checked';
    if (looks > 0) return 'Everything holds; something is worth a look';
    return 'Everything holds';
  },
  show: 'Show them',
  unproven: 'Which ones',
  copy: 'Copy for support',
  copied: 'Copied. It names nobody: no candidates, no colleagues, no postings.',
  tested: (to: string) => `A test mail is on its way to ${to}.`,
  actions: {
    connect: 'Connect',
    newKey: 'Connect with a new key',
    signIn: 'Sign in again',
    connectAnew: 'Connect again',
    otherWays: 'Other ways to sign in',
    tryAgain: 'Try again',
    whoYouAre: 'Say who you are',
    changeUser: 'Change user',
    openPlaybook: 'Open the playbook',
    openPlaybooks: 'Go to Playbooks',
    interview: 'Interview service',
    mail: 'Mail settings',
    setUpMail: 'Set up mail',
    sendTest: 'Send test',
    inbox: 'Open the Inbox',
    resume: 'Resume',
    lookNow: 'Look now',
    preview: 'See who is there',
    activity: 'See why',
  },
  leave: {
    title: 'Disconnect',
    here: 'In Fulcrum',
    hereText: 'Settings, Account, Disconnect: Fulcrum forgets its keys, and nothing is watched or written any more.',
    hereGo: 'Go to Account',
    lever: 'In Lever',
    leverText:
      'A Super Admin takes the access away: Settings > Integrations and API > Authorized Apps > Revoke access. An API key is deleted on the same page.',
    leverGo: 'Open Lever’s settings',
  },
  entry: 'Does everything work?',
  entryText: 'Walks from the sign-in to the last arrival, and says what to do where something does not hold.',
  also: 'troubleshoot diagnose test health status why nothing happens triggered permissions clock disconnect help',
  /** The same as text, without any name. */
  report: (chain: CheckedChain, now: number) =>
    chain.links.flatMap(({ link, latest, earlier }) => {
      const lines = (result: typeof latest, label: string) =>
        result === null
          ? []
          : result.items.map(
              (item) =>
                `Check ${link}: ${item.standing} (${label}${new Date(result.at).toISOString()}) ${findingWords(item.finding, { plain: true, now })}`,
            );
      return [...lines(latest, ''), ...lines(earlier, 'earlier, ')];
    }),
};
