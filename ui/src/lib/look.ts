import type { CandidateRow, ResultReading, ScreeningState, WriteState } from '../generated/api';
import { lookWords as words } from '../words/look';
import { duration } from './time';

/** A colour with a meaning; words and an icon always stand beside it. */
export type Tone = 'plain' | 'info' | 'accent' | 'good' | 'warn' | 'bad';

/** Names of the icons that states are drawn with. */
export type LookIcon =
  'send' | 'clock' | 'play' | 'review' | 'rule' | 'check' | 'cross' | 'warn' | 'ban' | 'hourglass' | 'search' | 'skip';

/** How something is drawn. */
export interface Look {
  tone: Tone;
  icon: LookIcon;
  words: string;
  /** What the icon says besides, for whoever does not see it. */
  also?: string;
}

const STATES: Readonly<Record<ScreeningState, Look>> = {
  held: { tone: 'plain', icon: 'clock', words: words.states.held },
  inviting: { tone: 'plain', icon: 'send', words: words.states.inviting },
  invited: { tone: 'info', icon: 'send', words: words.states.invited },
  started: { tone: 'info', icon: 'play', words: words.states.started },
  submitted: { tone: 'accent', icon: 'review', words: words.states.submitted },
  evaluated: { tone: 'info', icon: 'rule', words: words.states.evaluated },
  reviewed: { tone: 'info', icon: 'check', words: words.states.reviewed },
  cancelled: { tone: 'plain', icon: 'ban', words: words.states.cancelled },
  declined: { tone: 'plain', icon: 'ban', words: words.states.declined },
  expired: { tone: 'plain', icon: 'hourglass', words: words.states.expired },
  failed: { tone: 'bad', icon: 'warn', words: words.states.failed },
};

const READINGS: Readonly<Record<ResultReading, Pick<Look, 'tone' | 'icon'>>> = {
  pass: { tone: 'good', icon: 'check' },
  needs_review: { tone: 'accent', icon: 'review' },
  fail: { tone: 'plain', icon: 'cross' },
};

/** The lowest score that says yes. */
const YES = 3;

const WRITES: Readonly<Record<WriteState, Look>> = {
  waiting: { tone: 'plain', icon: 'clock', words: words.writes.waiting },
  started: { tone: 'info', icon: 'send', words: words.writes.started },
  done: { tone: 'good', icon: 'check', words: words.writes.done },
  unclear: { tone: 'warn', icon: 'search', words: words.writes.unclear },
  stuck: { tone: 'bad', icon: 'warn', words: words.writes.stuck },
  skipped: { tone: 'plain', icon: 'skip', words: words.writes.skipped },
};

/** How a screening's state is drawn; open attention is louder than the state, and a result than that there is one. */
export function stateLook(
  row: Pick<CandidateRow, 'state' | 'stateText' | 'attention' | 'invitedAt' | 'reading' | 'score'>,
): Look {
  const look = STATES[row.state];
  if (row.attention) return { tone: 'bad', icon: 'warn', words: words.attention };
  if (row.state === 'cancelled' && row.invitedAt === null) return { ...look, words: words.notSent };
  if (row.state === 'evaluated' || row.state === 'reviewed') return { ...look, ...resultLook(row) };
  // Only how far the candidate is comes from the application layer: the other words are this UI's own.
  return row.state === 'started' && row.stateText ? { ...look, words: row.stateText } : look;
}

/** By how the playbook reads it; where it has no thresholds, by the verdict of whoever reviewed. */
function resultLook({ state, reading, score }: Pick<CandidateRow, 'state' | 'reading' | 'score'>): Partial<Look> {
  if (reading !== null) return { ...READINGS[reading], also: words.readings[reading] };
  if (state !== 'reviewed' || score === null) return {};
  return READINGS[score >= YES ? 'pass' : 'fail'];
}

/** What a candidate handed in: `5 answers in 18 minutes`. */
export function finishedWords(row: Pick<CandidateRow, 'answered' | 'startedAt' | 'submittedAt'>): string {
  if (row.startedAt === null || row.submittedAt === null) return words.answers(row.answered);
  return words.answersIn(row.answered, duration(row.submittedAt - row.startedAt));
}

/** How a write's state is drawn. */
export function writeLook(state: WriteState): Look {
  return WRITES[state];
}

/** Whether the candidate may still act. */
export function isOpen(state: ScreeningState): boolean {
  return state === 'held' || state === 'inviting' || state === 'invited' || state === 'started';
}
