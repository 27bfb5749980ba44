import type { AppError, ErrorCode } from '../generated/api';
import { connectWords } from '../words/connect';
import { errorWords, unknownWords } from '../words/errors';

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

function row(code: ErrorCode, severity: Severity, action?: string): ErrorWords {
  const { title, advice, next } = errorWords[code];
  return { severity, title, advice, next: next && action ? { label: next, action } : null };
}

/** A screening that nobody knows. */
export const unknownScreening: ErrorWords = {
  severity: 'warn',
  title: unknownWords.title,
  advice: unknownWords.advice,
  next: { label: unknownWords.next, action: 'go.candidates' },
};

/** The one table from code to severity, words and next step. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorWords>> = {
  invalid_input: row('invalid_input', 'warn'),
  not_found: row('not_found', 'warn', 'go.inbox'),
  signed_out: row('signed_out', 'warn', 'connect'),
  sign_in_again: row('sign_in_again', 'bad', 'connect'),
  port_taken: row('port_taken', 'bad', 'connect.port'),
  keychain_locked: row('keychain_locked', 'bad', 'sync.retry'),
  keychain_missing: row('keychain_missing', 'bad', 'connect.this_run'),
  keychain_failing: row('keychain_failing', 'bad', 'connect.this_run'),
  offline: row('offline', 'warn', 'sync.retry'),
  permission_missing: row('permission_missing', 'bad', 'connect.anew'),
  lever_trouble: row('lever_trouble', 'bad', 'sync.retry'),
  interview_trouble: row('interview_trouble', 'bad', 'settings.interview'),
  loopback_links: row('loopback_links', 'warn', 'settings.interview'),
  not_eligible: row('not_eligible', 'warn'),
  mail_trouble: row('mail_trouble', 'bad', 'settings.mail'),
  too_late: row('too_late', 'info'),
  too_early: row('too_early', 'info'),
  conflict: row('conflict', 'warn'),
  internal: row('internal', 'bad'),
};

/** The words for an error; a code from a newer backend is treated as a fault of ours. */
export function wordsFor(error: AppError): ErrorWords {
  return (ERRORS as Partial<Record<string, ErrorWords>>)[error.code] ?? ERRORS.internal;
}

/** The same where somebody tries to connect, or tests it: nothing goes on by itself there, and nothing was changed. */
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
