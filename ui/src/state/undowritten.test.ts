import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AssessmentDraft, QuestionView, Settings } from '../generated/api';
import { answering } from '../testing/answering';
import { settings } from './app.svelte';
import { assessmentDrafts } from './assessments.svelte';
import { saveSettings } from './settings';
import { toasts } from './toasts.svelte';
import { undo } from './undo.svelte';

const kept = { holdSeconds: 10, largeText: false } as Settings;
let now: Settings;
let takenBack = false;
const said = () => toasts.items.map(({ text }) => text);

beforeEach(() => {
  now = kept;
  settings.data = now;
  takenBack = false;
  answering({
    settings: () => now,
    save_settings: (request) => (now = request as Settings),
    take_back: () => {
      takenBack = true;
      return { done: 1, tooLate: 0 };
    },
  });
  undo.clear();
});
afterEach(() => (settings.data = null));

it('brings a setting back before anything older', async () => {
  undo.did('On its way.', { what: { what: 'called_back', ids: ['a'] }, about: null });
  await saveSettings({ largeText: true });
  expect(now).toEqual({ ...kept, largeText: true });
  await undo.last();
  expect(now).toEqual(kept);
  expect(settings.data).toEqual(kept);
  expect(said()).toContain('Undone. The setting is what it was before.');
  expect(takenBack).toBe(false);
  await undo.last();
  expect(takenBack).toBe(true);
});

it('leaves a setting that was changed again as it is, and others alone', async () => {
  await saveSettings({ largeText: true });
  now = { ...now, holdSeconds: 30 };
  await undo.last();
  expect(now).toEqual({ ...kept, holdSeconds: 30 });
  await saveSettings({ holdSeconds: 60 });
  now = { ...now, holdSeconds: 5 };
  await undo.last();
  expect(now.holdSeconds).toBe(5);
  expect(said()).toContain('Not undone.');
});

it('puts a deleted question back where it was, once', async () => {
  const question = (id: string) => ({ id, text: id }) as QuestionView;
  const draft = { id: 'basics', questions: [question('a'), question('c')] } as AssessmentDraft;
  assessmentDrafts.put(draft);
  const what = { what: 'question', assessmentId: 'basics', at: 1, question: question('b') } as const;
  for (const about of ['Question 2', 'The same']) undo.did('Deleted.', { what, about });
  await undo.last();
  expect(assessmentDrafts.of('basics')?.questions.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(said()).toContain('The same is back.');
  await undo.last();
  expect(assessmentDrafts.of('basics')?.questions).toHaveLength(3);
  expect(said()).toContain('Not undone.');
  assessmentDrafts.forget('basics');
});
