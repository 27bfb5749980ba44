import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import type { ReviewView, Status, TimelineView, WriteView } from '../../generated/api';
import { day } from '../../lib/time';
import { status } from '../../state/app.svelte';
import { clock } from '../../state/clock.svelte';
import ReviewSummary from './ReviewSummary.svelte';
import Timeline from './Timeline.svelte';
import Writes from './Writes.svelte';

afterEach(() => {
  cleanup();
  status.data = null;
});

const write = (id: string, state: WriteView['state'], what: string): WriteView => ({
  id,
  what,
  state,
  reason: null,
  attempts: 1,
  at: 0,
  dueAt: null,
  canUndo: false,
  canRetry: false,
  canSkip: false,
});
const entry = (id: string, actor: string | null, at: number): TimelineView => ({
  id,
  at,
  kind: 'entered',
  text: id,
  actor,
  detail: null,
  screeningId: null,
  name: null,
  opportunityId: null,
  write: null,
});

it('folds what was written, and shows what is still to be written', () => {
  render(Writes, {
    writes: [write('1', 'done', 'Sent the invitation'), write('2', 'stuck', 'Add tag Done')],
    onundo: () => {},
  });
  expect(screen.getByTestId('writes').textContent).toContain('Add tag Done');
  expect(screen.getByTestId('writes').textContent).not.toContain('Sent the invitation');
  const done = screen.getByTestId('writes-done') as HTMLDetailsElement;
  expect(done.open).toBe(false);
  expect(done.textContent).toContain('1 done');
  expect(done.textContent).toContain('Sent the invitation');
});

it('says of a write when it leaves, and that a pause holds it', () => {
  const waits = { ...write('1', 'waiting', 'Add tag Done'), dueAt: Math.max(clock.now, clock.coarse) + 90_000 };
  const said = () => screen.getByTestId('writes').textContent;
  render(Writes, { writes: [waits], onundo: () => {} });
  expect(said()).toMatch(/in \d/);
  cleanup();
  status.data = { sync: { state: 'paused' } } as Status;
  render(Writes, { writes: [waits], onundo: () => {} });
  expect(said()).not.toMatch(/in \d/);
  expect(said()).toContain('On hold while paused');
});

it('names whoever did it, oneself by one name, with the day if it is not today', () => {
  status.data = { connection: { user: { name: 'Mara Lindqvist' } } } as Status;
  const lately = clock.coarse - 3 * 24 * 3600_000;
  render(Timeline, {
    entries: [
      entry('a', 'Mara Lindqvist', lately),
      entry('b', 'you', clock.coarse),
      entry('c', null, clock.coarse),
      entry('d', 'the candidate', clock.coarse),
    ],
    running: false,
    explained: false,
  });
  const said = [...screen.getByTestId('timeline').querySelectorAll('small')].map((line) => line.textContent ?? '');
  expect(said.map((line) => line.split(',')[0]?.trim())).toEqual(['You', 'You', 'Fulcrum', 'The candidate']);
  expect(said[0]).toContain(day(lately, clock.coarse));
  expect(said[1]).not.toContain(day(clock.coarse, clock.coarse));
});

it('counts a write down in seconds while it leaves soon, and says what holds it while Lever cannot be reached', () => {
  const waits = (inMs: number) => ({ ...write('1', 'waiting', 'Add tag Done'), dueAt: clock.now + inMs });
  const said = () => screen.getByTestId('writes').textContent;
  render(Writes, { writes: [waits(8_000)], onundo: () => {} });
  expect(said()).toContain('in 8 s');
  cleanup();
  render(Writes, { writes: [waits(3 * 3_600_000)], onundo: () => {} });
  expect(said()).toContain('in 3 hours');
  cleanup();
  render(Writes, { writes: [waits(-1_000)], onundo: () => {} });
  expect(said()).not.toContain('now');
  cleanup();
  status.data = { sync: { state: 'offline' } } as Status;
  render(Writes, { writes: [waits(-1_000)], onundo: () => {} });
  expect(said()).toContain('once Lever can be reached');
});

it('keeps the room of what was said while a review could be undone', async () => {
  const review = (heldUntil: number | null) => ({
    review: { score: 3, reviewer: null, at: 0, heldUntil, comment: '', overrules: false } as unknown as ReviewView,
    canChange: false,
    onchange: () => {},
    onundo: () => {},
  });
  const lines = () => screen.getByRole('region').querySelectorAll('p').length;
  const { rerender } = render(ReviewSummary, review(null));
  const without = lines();
  await rerender(review(clock.now + 8_000));
  expect(screen.getByTestId('review-held')).toBeTruthy();
  const held = lines();
  expect(held).toBeGreaterThan(without);
  await rerender(review(null));
  expect(screen.queryByTestId('review-held')).toBeNull();
  expect(lines()).toBe(held);
});
