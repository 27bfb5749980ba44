import type { ResultReading, ScreeningState, WriteState } from '../generated/api';
import { count } from '../lib/words';

/** What the states of screenings and writes are called. */
export const lookWords = {
  states: {
    held: 'Sending soon',
    inviting: 'Sending',
    invited: 'Invited',
    started: 'Started',
    submitted: 'Ready to review',
    evaluated: 'Scored',
    reviewed: 'Reviewed',
    cancelled: 'Called off',
    declined: 'Declined',
    expired: 'Expired',
    failed: 'Not delivered',
  } satisfies Record<ScreeningState, string>,
  /** What came of it, as the playbook reads it. */
  readings: {
    pass: 'passes',
    needs_review: 'needs a look',
    fail: 'does not pass',
  } satisfies Record<ResultReading, string>,
  state: (words: string, also: string | undefined) => (also ? `${words}: ${also}` : words),
  writes: {
    waiting: 'Waiting',
    started: 'Writing',
    done: 'Done',
    unclear: 'Looking it up',
    stuck: 'Stuck',
    skipped: 'Skipped',
  } satisfies Record<WriteState, string>,
  notSent: 'Not sent',
  attention: 'Needs attention',
  answers: (n: number) => count(n, 'answer'),
  answersIn: (n: number, time: string) => `${count(n, 'answer')} in ${time}`,
};
