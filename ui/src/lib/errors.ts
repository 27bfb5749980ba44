import type { AppError, ErrorCode } from '../generated/api';
import { connectWords } from '../words/connect';

/** How loud an error is. */
export type Severity = 'info' | 'warn' | 'bad';

/** What a person can press. `action` names an entry of the action registry. */
export interface NextStep {
  label: string;
  action: string;
}

/** What the UI says and offers for a code; the error's own message follows the title. */
export interface ErrorWords {
  severity: Severity;
  title: string;
  /** What is safe and what to do, one sentence. */
  advice: string;
  next: NextStep | null;
}

const signIn: NextStep = { label: 'Sign in again', action: 'connect' };

/** The one table from code to severity, words and next step. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorWords>> = {
  invalid_input: { severity: 'warn', title: 'That cannot be used', advice: 'Correct it and try again.', next: null },
  not_found: {
    severity: 'warn',
    title: 'That is not there any more',
    advice: 'It may have been removed in Lever.',
    next: { label: 'Go to the Inbox', action: 'go.inbox' },
  },
  signed_out: {
    severity: 'warn',
    title: 'Not signed in to Lever',
    advice: 'Nothing is lost. Connect, and Fulcrum goes on where it stopped.',
    next: { label: 'Connect to Lever', action: 'connect' },
  },
  sign_in_again: {
    severity: 'bad',
    title: 'Lever wants you to sign in again',
    advice: 'Whatever waits to be written is kept until then.',
    next: signIn,
  },
  sign_in_failed: {
    severity: 'bad',
    title: 'Sign-in did not work',
    advice: 'Nothing was changed in Lever.',
    next: { label: 'Try again', action: 'connect' },
  },
  port_taken: {
    severity: 'bad',
    title: 'The sign-in port is in use',
    advice: 'Close the other program, or let the sign-in use another port.',
    next: { label: 'Choose another port', action: 'connect.port' },
  },
  keychain_locked: {
    severity: 'bad',
    title: 'The keychain is locked',
    advice: 'Unlock it; Fulcrum keeps its keys nowhere else.',
    next: { label: 'Try again', action: 'sync.retry' },
  },
  keychain_missing: {
    severity: 'bad',
    title: 'This computer has no keychain',
    advice: 'Next time you sign in again.',
    next: { label: 'Stay signed in until I quit', action: 'connect.this_run' },
  },
  keychain_failing: {
    severity: 'bad',
    title: 'The keychain does not do as asked',
    advice: 'Logging out of the computer and in again may help. Nothing was changed.',
    next: { label: 'Stay signed in until I quit', action: 'connect.this_run' },
  },
  offline: {
    severity: 'warn',
    title: 'Lever cannot be reached',
    advice: 'Nothing is lost. Fulcrum goes on by itself when the network returns.',
    next: { label: 'Try now', action: 'sync.retry' },
  },
  permission_missing: {
    severity: 'bad',
    title: 'Lever did not allow that',
    advice: 'Connect again with the missing permission, or ask a Lever Super Admin.',
    next: { label: 'Connect again', action: 'connect.anew' },
  },
  lever_trouble: {
    severity: 'bad',
    title: 'Lever answered with an error',
    advice: 'Fulcrum tries again by itself.',
    next: { label: 'Try now', action: 'sync.retry' },
  },
  interview_trouble: {
    severity: 'bad',
    title: 'The interview service does not answer',
    advice: 'No invitation is lost; it leaves when the service answers.',
    next: { label: 'Check the service', action: 'settings.interview' },
  },
  loopback_links: {
    severity: 'warn',
    title: 'Candidates could not open their link',
    advice:
      'The interview service runs on this computer only. Pair one that candidates can reach, or mark the playbook “at this desk”.',
    next: { label: 'Pair a service', action: 'settings.interview' },
  },
  not_eligible: {
    severity: 'warn',
    title: 'This person cannot be invited',
    advice: 'No invitation was sent.',
    next: null,
  },
  mail_trouble: {
    severity: 'bad',
    title: 'The e-mail could not be sent',
    advice: 'Copy the link and send it yourself, or check the mail settings.',
    next: { label: 'Mail settings', action: 'settings.mail' },
  },
  too_late: {
    severity: 'info',
    title: 'Too late: the invitation has left',
    advice: 'You can still call the screening off.',
    next: null,
  },
  conflict: {
    severity: 'warn',
    title: 'It was changed meanwhile',
    advice: 'You see the latest state now. Look again before you repeat it.',
    next: null,
  },
  newer_database: {
    severity: 'bad',
    title: 'Your data is from a newer Fulcrum',
    advice: 'Update Fulcrum. Nothing was changed.',
    next: null,
  },
  internal: {
    severity: 'bad',
    title: 'Something went wrong inside Fulcrum',
    advice: 'Nothing was lost. Try again; if it stays, report it with the details.',
    next: null,
  },
};

/** The words for an error; a code from a newer backend is treated as a fault of ours. */
export function wordsFor(error: AppError): ErrorWords {
  return (ERRORS as Partial<Record<string, ErrorWords>>)[error.code] ?? ERRORS.internal;
}

/** The same where somebody tries to connect: nothing goes on by itself there, and nothing was changed. */
export function connectingWords(error: AppError): ErrorWords {
  const words = wordsFor(error);
  switch (error.code) {
    case 'offline':
      return { ...words, advice: connectWords.errors.offline, next: null };
    case 'lever_trouble':
      return { ...words, advice: connectWords.errors.trouble, next: null };
    case 'permission_missing':
      return { ...words, advice: connectWords.errors.nothing, next: null };
    default:
      return words;
  }
}

/** The error's own message and the advice; a message that only repeats the title is left out. */
export function explained(error: AppError, words: ErrorWords = wordsFor(error)): string {
  const plain = (text: string) => text.replace(/\.$/, '');
  return plain(error.message) === plain(words.title) ? words.advice : `${error.message} ${words.advice}`;
}
