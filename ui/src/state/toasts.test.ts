import { beforeEach, expect, it, vi } from 'vitest';
import { announced } from './announced.svelte';
import { toasts } from './toasts.svelte';

beforeEach(() => {
  for (const item of toasts.items) toasts.dismiss(item.id);
});
const said = () => toasts.items.map((item) => item.text);

it('the same news once more takes the place of what is said already', () => {
  toasts.show('Saved as a CSV file.');
  toasts.show('Copied.');
  toasts.show('Saved as a CSV file.');
  expect(said()).toEqual(['Copied.', 'Saved as a CSV file.']);
});

it('what can be undone stays beside the same news', () => {
  const button = { label: 'Undo', run: () => {} };
  toasts.show('Dismissed.', { button });
  toasts.show('Dismissed.', { button });
  toasts.show('Dismissed.');
  expect(said()).toHaveLength(3);
});

it('keeps its place while others come and go: a new one stands above, and a gone one leaves its room', () => {
  const button = { label: 'Undo', run: () => {} };
  const [first, second] = [toasts.show('First.', { button }), toasts.show('Second.', { button })];
  const place = (id: number) => toasts.slots.findIndex((slot) => slot.id === id);
  expect([place(first), place(second)]).toEqual([0, 1]);
  const third = toasts.show('Third.');
  expect([place(first), place(second), place(third)]).toEqual([0, 1, 2]);
  toasts.dismiss(first);
  expect(said()).toEqual(['Second.', 'Third.']);
  expect([place(second), place(third)], 'nothing falls into the free place').toEqual([1, 2]);
  toasts.dismiss(third);
  expect(toasts.slots).toHaveLength(2);
  toasts.dismiss(second);
  expect(toasts.slots, 'once nothing stands above, the places are free').toEqual([]);
});

it('is said in the region that always stands', () => {
  toasts.show('Paused.', { detail: 'Nothing is sent.' });
  expect(announced.items.map(({ text }) => text)).toContain('Paused. Nothing is sent.');
});

it('good news goes when another page is there; what one can still do something about stays', () => {
  vi.useFakeTimers();
  const button = { label: 'Undo', run: () => {} };
  toasts.show('Saved.');
  toasts.show('Removed.', { button });
  toasts.show('Not saved.', { severity: 'bad' });
  vi.advanceTimersByTime(1_000);
  toasts.leave();
  expect(said()).toEqual(['Removed.', 'Not saved.']);
  toasts.show('Added.');
  toasts.show('Sending.', { until: Date.now() + 60_000 });
  toasts.leave();
  expect(said(), 'what leads on to another page says so there').toContain('Added.');
  vi.advanceTimersByTime(1_000);
  toasts.leave();
  expect(said()).not.toContain('Added.');
  expect(said()).toContain('Sending.');
  vi.useRealTimers();
});
