import type {
  AttentionAction,
  CandidateRow,
  OpenLink,
  PostingInQuestion,
  ScreeningAction,
  TakenBack,
} from '../generated/api';
import { firstName } from '../lib/words';
import { candidateWords } from '../words/candidate';
import { inboxWords } from '../words/inbox';
import { undoWords } from '../words/undo';
import { call, decided, errorOf } from './backend';
import { leavesSoon } from './held';
import { place } from './route.svelte';
import { attempt, toasts } from './toasts.svelte';
import { undo } from './undo.svelte';

type Named = Pick<CandidateRow, 'id' | 'name'>;

/** Does an action on a screening and says what happened. */
export async function act(action: ScreeningAction, row: Named): Promise<boolean> {
  const request = { screeningId: row.id };
  const who = firstName(row.name);
  const said = candidateWords.said;
  switch (action) {
    case 'undo':
      return callBackOne(row);
    case 'send_now':
      return attempt(() => call('release', request), said.sendNow(who), row.id);
    case 'cancel':
      return attempt(() => call('cancel_screening', request), said.cancelled(who), row.id);
    case 'remind':
      return mailed(row, said.reminded(who), () => call('remind', request));
    case 'send_again':
      return sendAgain(row, false);
    case 'copy_link':
      return copyLink(row.id);
    case 'mail_program':
      return openLink({ what: 'mail_draft', id: row.id });
    case 'take_back':
      return attempt(
        () => call('take_back', { what: 'reviews', ids: [row.id] }),
        undoWords.reviewTakenBack(row.name),
        row.id,
      );
    case 'review':
      return true;
  }
}

/** A mail to the candidate, which is held for a moment. */
async function mailed(row: Named, said: string, work: () => Promise<unknown>): Promise<boolean> {
  const done = await attempt(work);
  if (done) undo.did(said, { what: { what: 'mails', ids: [row.id] }, about: row.name }, { about: row.id });
  return done;
}

/** Sends the invitation again; whoever insists may do so on the day of the last mail. */
async function sendAgain(row: Named, anyway: boolean): Promise<boolean> {
  const said = candidateWords.said;
  const send = () => call('send_again', { screeningId: row.id, anyway });
  if (anyway) return mailed(row, said.sentAgain(firstName(row.name)), send);
  try {
    await send();
  } catch (thrown) {
    const error = errorOf(thrown);
    if (error.code !== 'too_early') {
      toasts.error(thrown);
      return false;
    }
    const button = { label: said.sendAnyway, run: () => void sendAgain(row, true) };
    toasts.show(said.mailedLately, { severity: 'warn', detail: error.message, button, about: row.id });
    return false;
  }
  return mailed(row, said.sentAgain(firstName(row.name)), () => Promise.resolve());
}

/** Undone one after the other, however fast the key is pressed. */
let undoing: Promise<unknown> = Promise.resolve();

/**
 * Undoes the last thing: what was done here, as long as its message is there or nothing came later; else the
 * invitation that was held last, by whomever, before it leaves.
 */
export function undoLast(): Promise<void> {
  const undone = undoing.then(async () => {
    await decided();
    if (!undo.isTold && (await callBackHeld(undo.lastAt))) return;
    await undo.last();
  });
  undoing = undone.catch(() => undefined);
  return undone;
}

/** Calls the last invitation back that was held since then and leaves soon; false if there is none. */
async function callBackHeld(since: number): Promise<boolean> {
  const { goingOut } = await call('inbox', {});
  const now = Date.now();
  const [held] = goingOut
    .filter(
      (row) => row.state === 'held' && row.changedAt > since && (row.holdUntil ?? 0) > now && leavesSoon(row, now),
    )
    .sort((a, b) => b.changedAt - a.changedAt);
  if (!held) return false;
  const done = await attempt(() => call('undo', { screeningId: held.id }));
  // The key goes on with whoever is held besides: only the button sends this one after all.
  if (done) undo.tell(undoWords.calledBack(held.name), calledBack([held.id], held.name), { about: held.id });
  return true;
}

const calledBack = (ids: string[], about: string | null) => ({
  what: { what: 'called_back' as const, ids },
  about,
});

/** Calls held invitations back, those that have not left; they can be sent after all. */
export async function callBack(rows: readonly Named[]): Promise<boolean> {
  const [only] = rows;
  if (only && rows.length === 1) return callBackOne(only);
  const ids = rows.map(({ id }) => id);
  let taken: TakenBack = { done: 0, tooLate: 0 };
  const asked = await attempt(async () => (taken = await call('take_back', { what: 'invitations', ids })));
  if (!asked) return false;
  const late = taken.tooLate > 0 ? undoWords.partly('invitations', taken.tooLate) : null;
  if (taken.done === 0) toasts.show(undoWords.notUndone, { severity: 'warn', detail: undoWords.changedSince });
  else undo.did(undoWords.manyCalledBack(taken.done), calledBack(ids, null), { detail: late });
  return true;
}

async function callBackOne(row: Named): Promise<boolean> {
  const done = await attempt(() => call('undo', { screeningId: row.id }));
  if (done) {
    const step = calledBack([row.id], row.name);
    const many = { count: 1, several: undoWords.manyCalledBack };
    undo.didOneOf(undoWords.calledBack(row.name), step, many, { about: row.id });
  }
  return done;
}

/** Puts the candidate's link on the clipboard. */
export async function copyLink(screeningId: string): Promise<boolean> {
  return attempt(async () => {
    const { url } = await call('candidate_link', { screeningId });
    await copyText(url, candidateWords.said.linkCopied);
  });
}

/** Puts text on the clipboard and says so; if the system refuses, the text is shown instead. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.show(done);
  } catch {
    toasts.show(candidateWords.said.copyThis, { severity: 'info', detail: text });
  }
}

/** Opens something outside the app. */
export function openLink(link: OpenLink): Promise<boolean> {
  return attempt(() => call('open_link', link));
}

/** What an attention is about. */
export interface About {
  id: string;
  title: string;
  screeningId: string | null;
  opportunityId: string | null;
  /** The playbook and the posting, if it is about a posting. */
  posting?: PostingInQuestion | null;
  /** The playbook, if it is about its texts. */
  playbookId?: string | null;
}

/** Actions that settle nothing: they lead elsewhere, and the row stays. */
const ELSEWHERE: ReadonlySet<string> = new Set(['open_lever', 'copy_link', 'mail_program', 'open_playbook']);
/** What can be taken back afterwards. */
const REVERSIBLE: ReadonlySet<string> = new Set(['dismiss', 'skip', 'cancel', 'invite']);
/** Actions that name an assessment after the colon; they can be taken back, too. */
const NAMING = /^(use|map):/;

/** Whether an action of an attention settles it at once, so that its row may leave. */
export function settles(action: Pick<AttentionAction, 'id'>): boolean {
  return !ELSEWHERE.has(action.id) && action.id !== 'check_again';
}

/** Does an action of an attention: some are done here, the rest by the backend. */
export async function settle(about: About, action: Pick<AttentionAction, 'id'>): Promise<boolean> {
  const { screeningId, opportunityId } = about;
  if (action.id === 'open_lever') {
    if (screeningId) return openLink({ what: 'candidate_in_lever', id: screeningId });
    if (opportunityId) return openLink({ what: 'opportunity_in_lever', id: opportunityId });
  }
  if (action.id === 'open_playbook') {
    const { posting, playbookId } = about;
    if (posting) place.go('playbooks', posting.playbookId, { part: 'assessment', posting: posting.postingId });
    else if (playbookId) place.go('playbooks', playbookId, { part: 'tags' });
    return Boolean(posting ?? playbookId);
  }
  if (action.id === 'copy_link' && screeningId) return copyLink(screeningId);
  if (action.id === 'mail_program' && screeningId) return openLink({ what: 'mail_draft', id: screeningId });
  const done = await attempt(() => call('settle_attention', { attentionId: about.id, action: action.id }));
  if (!done) return false;
  const said = inboxWords.settled(action.id, about);
  if (said !== null && (REVERSIBLE.has(action.id) || NAMING.test(action.id))) {
    const step = { what: { what: 'attention' as const, ids: [about.id] }, about: about.title };
    const several = inboxWords.manySettled[action.id];
    if (several) undo.didOneOf(said, step, { count: 1, several, leaves: action.id === 'invite' }, { about: about.id });
    else undo.did(said, step, { about: about.id });
  } else if (said !== null) {
    toasts.show(said, { about: about.id });
  }
  return true;
}
