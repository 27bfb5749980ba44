import type { CandidateRow, ScreeningState, WriteState } from '../generated/api';
import { duration } from './time';
import { count } from './words';

/** A colour with a meaning; words and an icon always stand beside it. */
export type Tone = 'plain' | 'info' | 'accent' | 'good' | 'warn' | 'bad';

/** Names of the icons that states are drawn with. */
export type LookIcon =
  'send' | 'clock' | 'play' | 'review' | 'check' | 'warn' | 'ban' | 'hourglass' | 'search' | 'skip';

/** How something is drawn. */
export interface Look {
  tone: Tone;
  icon: LookIcon;
  words: string;
}

const STATES: Readonly<Record<ScreeningState, Look>> = {
  held: { tone: 'plain', icon: 'clock', words: 'Sending soon' },
  inviting: { tone: 'plain', icon: 'send', words: 'Sending' },
  invited: { tone: 'info', icon: 'send', words: 'Invited' },
  started: { tone: 'info', icon: 'play', words: 'Started' },
  submitted: { tone: 'accent', icon: 'review', words: 'Ready to review' },
  evaluated: { tone: 'accent', icon: 'review', words: 'Ready to review' },
  reviewed: { tone: 'good', icon: 'check', words: 'Reviewed' },
  cancelled: { tone: 'plain', icon: 'ban', words: 'Called off' },
  declined: { tone: 'plain', icon: 'ban', words: 'Declined' },
  expired: { tone: 'plain', icon: 'hourglass', words: 'Expired' },
  failed: { tone: 'bad', icon: 'warn', words: 'Not delivered' },
};

const WRITES: Readonly<Record<WriteState, Look>> = {
  waiting: { tone: 'plain', icon: 'clock', words: 'Waiting' },
  started: { tone: 'info', icon: 'send', words: 'Writing' },
  done: { tone: 'good', icon: 'check', words: 'Done' },
  unclear: { tone: 'warn', icon: 'search', words: 'Looking it up' },
  stuck: { tone: 'bad', icon: 'warn', words: 'Stuck' },
  skipped: { tone: 'plain', icon: 'skip', words: 'Skipped' },
};

/** How a screening's state is drawn; open attention is louder than the state. */
export function stateLook(row: Pick<CandidateRow, 'state' | 'stateText' | 'attention'>): Look {
  const look = STATES[row.state];
  if (row.attention) return { tone: 'bad', icon: 'warn', words: 'Needs attention' };
  // Only how far the candidate is comes from the application layer: the other words are this UI's own.
  return row.state === 'started' && row.stateText ? { ...look, words: row.stateText } : look;
}

/** What a candidate handed in: `5 answers in 18 minutes`. */
export function finishedWords(row: Pick<CandidateRow, 'answered' | 'startedAt' | 'submittedAt'>): string {
  const answers = count(row.answered, 'answer');
  if (row.startedAt === null || row.submittedAt === null) return answers;
  return `${answers} in ${duration(row.submittedAt - row.startedAt)}`;
}

/** How a write's state is drawn. */
export function writeLook(state: WriteState): Look {
  return WRITES[state];
}

/** Whether the candidate may still act. */
export function isOpen(state: ScreeningState): boolean {
  return state === 'held' || state === 'inviting' || state === 'invited' || state === 'started';
}
