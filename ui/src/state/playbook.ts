import type { PlaybookView, SavePlaybook } from '../generated/api';
import { playbooks } from './app.svelte';
import { call } from './backend';

/** What can be changed of a playbook. */
export type PlaybookPatch = Partial<Omit<SavePlaybook, 'id'>>;

const UNCHANGED: Record<keyof PlaybookPatch, null> = {
  name: null,
  assessmentId: null,
  conditions: null,
  postingTag: null,
  postingAssessments: null,
  stageAssessments: null,
  tags: null,
  grading: null,
  note: null,
  noteChanged: null,
  mailSubject: null,
  mailText: null,
  reminderSubject: null,
  reminderText: null,
  expiresInDays: null,
  remindAfterDays: null,
  leaving: null,
  rescreenAfterDays: null,
  rescreening: null,
  hourlyCap: null,
  askAbove: null,
  atThisDesk: null,
  moves: null,
};

/** Changes a playbook; what is not named stays. Rejects with an error in words. */
export async function savePlaybook(id: string, patch: PlaybookPatch): Promise<PlaybookView> {
  const saved = await call('save_playbook', { ...UNCHANGED, ...patch, id });
  replacePlaybook(saved);
  return saved;
}

/** Shows what a command answered at once. */
export function replacePlaybook(next: PlaybookView): void {
  if (playbooks.data) playbooks.put(playbooks.data.map((book) => (book.id === next.id ? next : book)));
}
