import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clock } from './clock.svelte';

let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  stop = clock.start();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('knows whether somebody is there, and sees them at once', () => {
  expect(clock.attended).toBe(true);
  vi.advanceTimersByTime(15_000);
  expect(clock.attended).toBe(true);
  vi.advanceTimersByTime(10_000);
  flushSync();
  expect(clock.attended).toBe(false);
  window.dispatchEvent(new Event('pointermove'));
  expect(clock.attended).toBe(true);
});
