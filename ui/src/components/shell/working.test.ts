import { cleanup, render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { work } from '../../state/app.svelte';
import { clock } from '../../state/clock.svelte';
import Working from './Working.svelte';

let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  stop = clock.start();
});
afterEach(() => {
  stop();
  cleanup();
  work.put([]);
  vi.useRealTimers();
});
const pass = (time: number) => {
  vi.advanceTimersByTime(time);
  flushSync();
};

it('what takes longer than a moment says how much remains, and leaves when it is done', () => {
  render(Working);
  work.put([{ id: '1', task: 'exporting', done: 0, all: 50_000 }]);
  flushSync();
  expect(screen.queryByRole('progressbar')).toBeNull();
  work.put([{ id: '1', task: 'exporting', done: 20_000, all: 50_000 }]);
  pass(2_000);
  expect(screen.getByText('20,000 of 50,000, 30,000 to go')).toBeTruthy();
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40');
  work.put([{ id: '2', task: 'reading_stages', done: 300, all: null }]);
  flushSync();
  expect(screen.queryByRole('progressbar')).toBeNull();
  pass(2_000);
  expect(screen.getByText('300 so far')).toBeTruthy();
  expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false);
});
