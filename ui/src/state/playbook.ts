import type {
  PlaybookRef,
  PlaybookView,
  PostingChoice,
  PostingFields,
  StageView,
  TriggerPreview,
} from '../generated/api';
import type { PlaybookPatch } from '../lib/changed';
import { playbooks } from './app.svelte';
import { call } from './backend';
import { Live } from './live.svelte';
import { Seen } from './seen';

/** What there is to choose from when one says whom a playbook is for. */
export const postingFields = new Live<PostingFields>({ load: () => call('posting_fields', {}), kinds: ['playbooks'] });

/** The account's pipeline, as it was read last; Lever is asked behind. */
export const stages = new Live<StageView[]>({ load: () => call('stages', {}), kinds: ['playbooks'] });

/** The account's postings. */
export const postings = new Live<PostingChoice[]>({ load: () => call('postings', {}), kinds: ['playbooks'] });

/** Who was in the trigger stages of a playbook when it was asked last. */
export const previews = new Seen<TriggerPreview>();

const UNCHANGED: Record<keyof PlaybookPatch, null> = {
  name: null,
  byHand: null,
  assessmentId: null,
  conditions: null,
  postingTag: null,
  postingAssessments: null,
  stageAssessments: null,
  tags: null,
  grading: null,
  notes: null,
  filing: null,
  note: null,
  noteChanged: null,
  noteCounted: null,
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
  skipSnoozed: null,
  atThisDesk: null,
  moves: null,
  writers: null,
  form: null,
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

/** Copies a playbook, and answers with the copy, which is off. */
export async function copyPlaybook(request: PlaybookRef): Promise<PlaybookView> {
  const copy = await call('copy_playbook', request);
  await playbooks.refresh();
  return copy;
}

/** Deletes a playbook; rejects with the reason if something needs it. */
export async function deletePlaybook(request: PlaybookRef): Promise<void> {
  playbooks.put(await call('delete_playbook', request));
}

/** Puts playbooks into an order, at once here and then for good. */
export async function orderPlaybooks(inOrder: readonly PlaybookView[]): Promise<void> {
  const before = playbooks.data;
  playbooks.put([...inOrder]);
  try {
    playbooks.put(await call('order_playbooks', { playbookIds: inOrder.map((book) => book.id) }));
  } catch (thrown) {
    if (before) playbooks.put(before);
    throw thrown;
  }
}
