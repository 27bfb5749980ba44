import { expect, it, vi } from 'vitest';
import type { AnswersView, CandidateView } from '../generated/api';
import { answering } from '../testing/answering';
import { LiveCandidate } from './candidate.svelte';

const page = (id: string, state: string) => ({ row: { id, state } }) as unknown as CandidateView;
const handed = { questions: [], consentAt: null, submittedAt: null } satisfies AnswersView;

it('a candidate is there while the answers are on their way, and answers that could not be read can be asked for again', async () => {
  const pending: { resolve: (answers: AnswersView) => void; reject: (error: unknown) => void }[] = [];
  answering({
    candidate: () => page('far', 'submitted'),
    answers: () => new Promise((resolve, reject) => pending.push({ resolve, reject })),
  });
  const live = new LiveCandidate('far');
  live.start();
  await vi.waitFor(() => expect(live.view?.row.id).toBe('far'));
  expect([live.handedIn, live.reading, live.unread, live.answers]).toEqual([true, true, false, null]);
  live.startAnswers();
  await vi.waitFor(() => expect(pending).toHaveLength(1));
  expect(live.reading).toBe(true);
  pending[0]?.reject({ code: 'interview_trouble', message: 'It does not answer.', details: null });
  await vi.waitFor(() => expect([live.reading, live.unread]).toEqual([false, true]));

  void live.readAgain();
  expect([live.reading, live.unread]).toEqual([true, false]);
  await vi.waitFor(() => expect(pending).toHaveLength(2));
  pending[1]?.resolve(handed);
  await vi.waitFor(() => expect(live.answers).toEqual(handed));
  expect(live.reading).toBe(false);
});

it('whoever has not handed in has no answers to be read', async () => {
  answering({ candidate: () => page('early', 'started') });
  const live = new LiveCandidate('early');
  live.start();
  await vi.waitFor(() => expect(live.view).not.toBeNull());
  expect([live.handedIn, live.reading, live.answers]).toEqual([false, false, null]);
});

it('somebody who was looked at is there at once', async () => {
  answering({ candidate: () => page('known', 'invited') });
  const first = new LiveCandidate('known');
  expect(first.view).toBeNull();
  first.start();
  await vi.waitFor(() => expect(first.view).not.toBeNull());
  answering({ candidate: () => new Promise(() => {}) });
  const again = new LiveCandidate('known');
  again.start();
  expect(again.view?.row.id).toBe('known');
});
