import type { AttentionAction, CandidateRow, OpenLink, ScreeningAction } from '../generated/api';
import { firstName } from '../lib/words';
import { call } from './backend';
import { attempt, toasts } from './toasts.svelte';

/** The words of an action's button. */
export const ACTION_WORDS: Readonly<Record<ScreeningAction, string>> = {
  undo: 'Undo',
  send_now: 'Send now',
  cancel: 'Call off',
  send_again: 'Send again',
  copy_link: 'Copy link',
  mail_program: 'Open in my mail program',
  review: 'Review',
};

/** Does an action on a screening and says what happened. */
export async function act(action: ScreeningAction, row: Pick<CandidateRow, 'id' | 'name'>): Promise<boolean> {
  const request = { screeningId: row.id };
  const who = firstName(row.name);
  switch (action) {
    case 'undo':
      return attempt(() => call('undo', request), `Called back. ${who} was not invited.`, row.id);
    case 'send_now':
      return attempt(() => call('release', request), `The invitation to ${who} is leaving now.`, row.id);
    case 'cancel':
      return attempt(() => call('cancel_screening', request), `The screening of ${who} was called off.`, row.id);
    case 'send_again':
      return attempt(() => call('send_again', request), `The invitation to ${who} is sent once more.`, row.id);
    case 'copy_link':
      return copyLink(row.id);
    case 'mail_program':
      return openLink({ what: 'mail_draft', id: row.id });
    case 'review':
      return true;
  }
}

/** Puts the candidate's link on the clipboard. */
export async function copyLink(screeningId: string): Promise<boolean> {
  return attempt(async () => {
    const { url } = await call('candidate_link', { screeningId });
    await copyText(url, 'Link copied.');
  });
}

/** Puts text on the clipboard and says so; if the system refuses, the text is shown instead. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.show(done);
  } catch {
    toasts.show('Copy this:', { severity: 'info', detail: text });
  }
}

/** Opens something outside the app. */
export function openLink(link: OpenLink): Promise<boolean> {
  return attempt(() => call('open_link', link));
}

/** Does an action of an attention: some are done here, the rest by the backend. */
export async function settle(
  attentionId: string,
  action: AttentionAction,
  screeningId: string | null,
  opportunityId: string | null = null,
): Promise<boolean> {
  if (action.id === 'open_lever') {
    if (screeningId) return openLink({ what: 'candidate_in_lever', id: screeningId });
    if (opportunityId) return openLink({ what: 'opportunity_in_lever', id: opportunityId });
  }
  if (action.id === 'copy_link' && screeningId) return copyLink(screeningId);
  if (action.id === 'mail_program' && screeningId) return openLink({ what: 'mail_draft', id: screeningId });
  return attempt(() => call('settle_attention', { attentionId, action: action.id }));
}
