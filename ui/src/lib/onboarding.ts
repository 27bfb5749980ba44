import type { StageView, Status, UserView } from '../generated/api';
import type { TypedMail } from './mail';

/** The pages of onboarding. */
export type Step = 'welcome' | 'connect' | 'waiting' | 'user' | 'assessment' | 'stage' | 'mail' | 'preview' | 'done';

/** What was typed on the connect page; nothing of it is secret. */
export interface TypedConnection {
  environment: string | null;
  way: 'oauth' | 'key' | null;
  confidential: boolean;
  clientId: string;
  apiBase: string;
  authorize: string;
  token: string;
}

/** What the person chose and typed so far; kept so that onboarding goes on where it stopped. */
export interface Progress {
  /** The page that was asked for last. */
  wish: Step;
  connection: TypedConnection | null;
  userId: string | null;
  company: string | null;
  assessmentId: string | null;
  stageIds: string[];
  /** The person mails links, or Fulcrum does. */
  byHand: boolean;
  mail: Partial<TypedMail> | null;
  /** Opportunities to invite at once. */
  picked: string[];
}

export const START: Progress = {
  wish: 'welcome',
  connection: null,
  userId: null,
  company: null,
  assessmentId: null,
  stageIds: [],
  byHand: false,
  mail: null,
  picked: [],
};

/** Where somebody turned to for the moment. */
export interface Detour {
  /** Back to the two ways, from a connection that needs something. */
  back?: boolean;
  /** To connecting anew, though connected. */
  anew?: boolean;
}

/** The page to show: what is really missing comes before what was asked for. */
export function stepFor(status: Status, progress: Progress, { back, anew }: Detour = {}): Step {
  const { connection, setup } = status;
  if (connection.state === 'waiting_for_browser') return 'waiting';
  if (connection.state !== 'signed_in' || !setup.connected) {
    const again = connection.state !== 'signed_out' && connection.state !== 'signed_in';
    return (again && !back) || progress.wish === 'connect' ? 'connect' : 'welcome';
  }
  if (anew) return 'connect';
  if (!setup.userChosen) return 'user';
  if (setup.triggerOn) return 'done';
  if (progress.wish === 'stage' || progress.wish === 'assessment' || progress.wish === 'user') return progress.wish;
  if (progress.stageIds.length === 0) return 'assessment';
  if (progress.wish === 'mail') return connection.isSample ? 'preview' : 'mail';
  return progress.wish === 'preview' ? 'preview' : 'assessment';
}

/** Whether mail settings are worth a page of their own. */
export function needsMail(status: Status): boolean {
  return !status.interview.mailReady && !status.connection.isSample;
}

/** The stage that most companies screen at; null if none is called so. */
export function likelyTrigger(stages: readonly StageView[]): string | null {
  return stages.find((stage) => /\bscreen(ing)?\b/i.test(stage.text))?.id ?? null;
}

/** Who it must be, or, where nothing can go wrong, who it may be: the only user, or the sample's Super Admin. */
export function likelyUser(users: readonly UserView[], isSample: boolean): string | null {
  if (users.length === 1) return users[0]?.id ?? null;
  return (isSample && users.find((user) => user.role === 'super admin')?.id) || null;
}

/** A bead above every page. */
export type Bead = 'connect' | 'user' | 'assessment' | 'stage' | 'mail' | 'preview';

/** The beads above every page: one for each step that there is. The sample company has its own mailbox. */
export function beads(sample: boolean): Bead[] {
  return ['connect', 'user', 'assessment', 'stage', ...(sample ? [] : ['mail' as const]), 'preview'];
}

/** How many beads are behind a page; -1 for the welcome page. */
export function beadsBefore(step: Step, sample: boolean): number {
  if (step === 'welcome') return -1;
  const all = beads(sample);
  return step === 'done' ? all.length : all.indexOf(step === 'waiting' ? 'connect' : step);
}

/** Reads kept progress; anything odd starts anew. */
export function readProgress(text: string | null): Progress {
  try {
    const kept = JSON.parse(text ?? '') as Partial<Record<keyof Progress, unknown>>;
    const string = (value: unknown) => (typeof value === 'string' ? value : null);
    const strings = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
    const fields = <T>(value: unknown) => (typeof value === 'object' && value !== null ? (value as T) : null);
    return {
      wish: (string(kept.wish) as Step | null) ?? START.wish,
      connection: fields<TypedConnection>(kept.connection),
      userId: string(kept.userId),
      company: string(kept.company),
      assessmentId: string(kept.assessmentId),
      stageIds: strings(kept.stageIds),
      byHand: kept.byHand === true,
      mail: fields<TypedMail>(kept.mail),
      picked: strings(kept.picked),
    };
  } catch {
    return START;
  }
}
