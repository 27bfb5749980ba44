import type { PlaybookView, SavePlaybook } from '../generated/api';
import { playbooks } from './app.svelte';
import { call } from './backend';

/** What can be changed of a playbook. */
export type PlaybookPatch = Partial<Omit<SavePlaybook, 'id'>>;

/** Changes a playbook; what is not named stays. Rejects with an error in words. */
export async function savePlaybook(id: string, patch: PlaybookPatch): Promise<PlaybookView> {
  const saved = await call('save_playbook', {
    id,
    assessmentId: null,
    mailSubject: null,
    mailText: null,
    reminderSubject: null,
    reminderText: null,
    expiresInDays: null,
    rescreenAfterDays: null,
    hourlyCap: null,
    atThisDesk: null,
    moves: null,
    ...patch,
  });
  replacePlaybook(saved);
  return saved;
}

/** Shows what a command answered at once. */
export function replacePlaybook(next: PlaybookView): void {
  if (playbooks.data) playbooks.put(playbooks.data.map((book) => (book.id === next.id ? next : book)));
}
