import type { PersonHit, SendPreview } from '../generated/api';
import { send as words } from '../words/send';

/** Somebody on the list, or an address for which nobody was found. */
export interface Entry {
  /** The opportunity; for an address that was not found, the address. */
  key: string;
  /** The name, or the address as long as there is none. */
  label: string;
  preview: SendPreview | null;
  /** Several have this address: one of them is meant. */
  choices: PersonHit[];
  /** Why nothing can be sent. */
  problem: string | null;
  /** Lever could not be reached: it is tried again when it can. */
  offline: boolean;
  looking: boolean;
  /** Yes to what the preview asks. */
  anyway: boolean;
  /** Chosen for this one alone; null for what all of them get. */
  own: Choice;
}

/** Which assessment, and with which playbook; null for the default. */
export interface Choice {
  assessmentId: string | null;
  playbookId: string | null;
}

/** What stands between somebody and the press of the button. */
export type Standing = 'looking' | 'refused' | 'which' | 'asks' | 'ready';

/** Whoever gets a screening. */
export interface SentTo {
  screeningId: string;
  opportunityId: string;
  name: string;
}

/** Who gets something out, and until when it can be called back, in milliseconds since 1970; null if it cannot. */
export interface Sent {
  to: SentTo[];
  holdUntil: number | null;
  failed: number;
}

export function standing(entry: Entry): Standing {
  if (entry.looking) return 'looking';
  if (entry.choices.length > 0) return 'which';
  if (reason(entry) !== null) return 'refused';
  return entry.preview?.question && !entry.anyway ? 'asks' : 'ready';
}

/** Why nothing can be sent to somebody, in one sentence. */
export function reason(entry: Entry): string | null {
  if (entry.problem !== null || entry.preview === null) return entry.problem;
  return entry.preview.refusal ?? (entry.preview.assessmentId === null ? words.unchosen : null);
}
