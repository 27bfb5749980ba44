import type { StageView, Status, UserView } from '../generated/api';

/** The pages of onboarding. */
export type Step = 'welcome' | 'connect' | 'waiting' | 'user' | 'assessment' | 'stage' | 'mail' | 'preview' | 'done';

/** What the person chose so far; kept so that onboarding goes on where it stopped. */
export interface Progress {
  /** The page that was asked for last. */
  wish: Step;
  assessmentId: string | null;
  stageIds: string[];
}

export const START: Progress = { wish: 'welcome', assessmentId: null, stageIds: [] };

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
  if (progress.wish === 'mail') return needsMail(status) ? 'mail' : 'preview';
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

/** The five beads above every page. */
export const BEADS = ['Connect', 'You', 'Assessment', 'Trigger', 'Switch on'] as const;

/** The bead that a page belongs to; -1 for the welcome page. */
export function beadOf(step: Step): number {
  return { welcome: -1, connect: 0, waiting: 0, user: 1, assessment: 2, stage: 3, mail: 4, preview: 4, done: 5 }[step];
}

/** Reads kept progress; anything odd starts anew. */
export function readProgress(text: string | null): Progress {
  try {
    const kept = JSON.parse(text ?? '') as Partial<Progress>;
    return {
      wish: typeof kept.wish === 'string' ? kept.wish : START.wish,
      assessmentId: typeof kept.assessmentId === 'string' ? kept.assessmentId : null,
      stageIds: Array.isArray(kept.stageIds) ? kept.stageIds.filter((id) => typeof id === 'string') : [],
    };
  } catch {
    return START;
  }
}
