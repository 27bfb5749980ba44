import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { registry } from '../../actions/registry';
import type { AnswersView, CandidateView, Settings, SubmitReview } from '../../generated/api';
import { settings } from '../../state/app.svelte';
import { drafts } from '../../state/drafts.svelte';
import { answering } from '../../testing/answering';
import { reviewWords } from '../../words/review';
import Review from './Review.svelte';

const view = {
  row: { id: 's1', count: null },
  review: null,
} as unknown as CandidateView;
const answers = {
  questions: [
    {
      question: { id: 'q', kind: 'text', text: 'Why?', hint: null, anchors: [], options: [], number: null },
      count: null,
      answer: 'So.',
    },
  ],
} as unknown as AnswersView;
const written = { score: 4, scores: { q: 3 }, comment: 'Half a thought', overrules: false };
const onfinished = vi.fn();
let submitted: SubmitReview[] = [];

beforeEach(() => {
  submitted = [];
  onfinished.mockClear();
  drafts.forget('s1');
  answering({ submit_review: (request) => (submitted.push(request as SubmitReview), view) });
});
afterEach(cleanup);
const open = () => render(Review, { view, answers, canScore: true, onfinished });
const press = (id: string) => expect(registry.run(id)).toBe(true);
const notice = () => screen.queryByRole('alert')?.textContent;

it('a draft of before is not handed in by a key until something in it is touched', async () => {
  drafts.resume({ s1: structuredClone(written) });
  open();
  press('review.finish');
  await waitFor(() => expect(notice()).toBe(reviewWords.earlier));
  await waitFor(() => expect((document.activeElement as HTMLElement).dataset['testid']).toBe('score-4'));
  press('review.finish');
  press('review.4');
  await waitFor(() => expect(notice()).toBeUndefined());
  expect(submitted).toEqual([]);
  press('review.finish');
  await waitFor(() => expect(onfinished).toHaveBeenCalledOnce());
  expect(submitted).toMatchObject([{ screeningId: 's1', score: 4, comment: 'Half a thought' }]);
});

it('a draft of before is handed in by its button, and by the key once its comment is changed', async () => {
  drafts.resume({ s1: structuredClone(written) });
  open();
  await fireEvent.click(screen.getByTestId('finish-review'));
  await waitFor(() => expect(submitted).toHaveLength(1));
  cleanup();
  drafts.resume({ s1: structuredClone(written) });
  open();
  await fireEvent.input(screen.getByTestId('review-comment'), { target: { value: 'A whole one' } });
  press('review.finish');
  await waitFor(() => expect(submitted).toMatchObject([{}, { comment: 'A whole one' }]));
});

it('what is written on the page is handed in by the key, once', async () => {
  open();
  press('review.3');
  press('review.2');
  press('review.finish');
  press('review.finish');
  await waitFor(() => expect(onfinished).toHaveBeenCalledOnce());
  expect(submitted).toMatchObject([{ score: 2, scores: [{ questionId: 'q', score: 3 }] }]);
});

it('a draft that Undo has just put back is handed in by the key; met once more, it is not', async () => {
  drafts.put('s1', structuredClone(written));
  open();
  cleanup();
  open();
  press('review.finish');
  await waitFor(() => expect(notice()).toBe(reviewWords.earlier));
  cleanup();
  drafts.put('s1', structuredClone(written));
  open();
  press('review.finish');
  await waitFor(() => expect(submitted).toMatchObject([{ score: 4, comment: 'Half a thought' }]));
});

it('the key of the comment is shown at its field, where keys do something', async () => {
  const field = () => screen.getByTestId('review-comment');
  const shown = () => field().closest('label')?.querySelector('kbd')?.textContent;
  open();
  expect([shown(), field().getAttribute('aria-keyshortcuts')]).toEqual(['T', 't']);
  press('review.comment');
  expect(document.activeElement).toBe(field());
  settings.put({ characterKeys: false } as Settings);
  await waitFor(() => expect([shown(), field().getAttribute('aria-keyshortcuts')]).toEqual([undefined, null]));
  settings.put({ characterKeys: true } as Settings);
});
