import type { ErrorCode } from '../generated/api';
import { connection } from './native.json';

/** An address that leads to no screening. */
export const unknownWords = {
  title: 'There is no such screening',
  advice: 'Its address may be mistyped, or it was erased here after the time that answers are kept.',
  next: 'Go to Candidates',
} as const;

/** What is said of each error: what is so, what is safe and what to do, and what the button says. */
export const errorWords: Readonly<Record<ErrorCode, { title: string; advice: string; next?: string }>> = {
  invalid_input: { title: 'That cannot be used', advice: 'Correct it and try again.' },
  not_found: {
    title: 'That is not there any more',
    advice: 'It may have been removed in Lever.',
    next: 'Go to the Inbox',
  },
  signed_out: {
    title: 'Not signed in to Lever',
    advice: 'Nothing is lost. Connect, and Fulcrum goes on where it stopped.',
    next: 'Connect to Lever',
  },
  sign_in_again: {
    title: 'Lever wants you to sign in again',
    advice: 'Whatever waits to be written is kept until then.',
    next: 'Sign in again',
  },
  port_taken: {
    title: 'The sign-in port is in use',
    advice: 'Close the other program, or let the sign-in use another port.',
    next: 'Choose another port',
  },
  keychain_locked: {
    title: connection.locked,
    advice: 'Unlock it; Fulcrum keeps its keys nowhere else.',
    next: 'Try again',
  },
  keychain_missing: {
    title: connection.missing,
    advice: 'You sign in again whenever Fulcrum starts.',
    next: 'Stay signed in until I quit',
  },
  keychain_failing: {
    title: connection.failing,
    advice: 'Logging out of the computer and in again may help. Nothing was changed.',
    next: 'Stay signed in until I quit',
  },
  offline: {
    title: 'Lever cannot be reached',
    advice: 'Nothing is lost. Fulcrum goes on by itself when the network returns.',
    next: 'Try again',
  },
  permission_missing: {
    title: 'Lever did not allow that',
    advice: 'Connect again with the missing permission, or ask a Lever Super Admin.',
    next: 'Connect again',
  },
  lever_trouble: { title: 'Lever answered with an error', advice: 'Fulcrum tries again by itself.', next: 'Try again' },
  interview_trouble: {
    title: 'The interview service does not answer',
    advice: 'No invitation is lost; it leaves when the service answers.',
    next: 'Check the service',
  },
  loopback_links: {
    title: 'Candidates could not open their link',
    advice:
      'The interview service runs on this computer only. Pair one that candidates can reach, or mark the playbook “at this desk”.',
    next: 'Pair a service',
  },
  not_eligible: { title: 'This person cannot be invited', advice: 'No invitation was sent.' },
  mail_trouble: {
    title: 'The e-mail could not be sent',
    advice: 'Copy the link and send it yourself, or check the mail settings.',
    next: 'Mail settings',
  },
  too_late: { title: 'That cannot be done any more', advice: 'You see the latest state now.' },
  too_early: { title: 'Not yet', advice: 'Try again later.' },
  conflict: {
    title: 'It was changed meanwhile',
    advice: 'You see the latest state now. Look again before you repeat it.',
  },
  internal: {
    title: 'Something went wrong inside Fulcrum',
    advice: 'Nothing was lost. Try again; if it stays, report it with the details.',
  },
};

/** What is said of faults that have no sentence of their own. */
export const faultWords = {
  starting: 'Fulcrum is still starting. Please try again.',
  inside: 'Something went wrong inside Fulcrum. Nothing was lost; please try again.',
  silent: 'Fulcrum does not answer. It may be starting; please try again.',
  garbled: 'Fulcrum answered in a way that this page does not understand.',
  unfinished: 'Fulcrum could not finish that. Nothing was lost; please try again.',
} as const;
