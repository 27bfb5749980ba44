import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { overlays } from './overlays.svelte';
import { place } from './route.svelte';
import { toasts } from './toasts.svelte';

let stop: () => void;
beforeEach(() => {
  location.hash = '#/candidates/s1';
  stop = place.start();
});
afterEach(() => {
  stop();
  overlays.close();
});
const told = () => new Promise((go) => window.addEventListener('hashchange', go, { once: true }));

it('a dialog goes with the page that it was opened on, and stays with the next', async () => {
  await told();
  overlays.show({ kind: 'palette' });
  place.to('#/inbox');
  expect(place.route.name).toBe('inbox');
  expect(overlays.open).toBeNull();
  overlays.show({ kind: 'palette' });
  await told();
  expect(overlays.open).toEqual({ kind: 'palette' });
  location.hash = '#/activity';
  await told();
  expect(place.route.name).toBe('activity');
  expect(overlays.open).toBeNull();
});

it('whoever was looked at is known on the page that one comes back to, and on no later one', () => {
  expect(place.opened).toBe('s1');
  place.to('#/inbox');
  expect(place.opened).toBe('s1');
  place.to('#/candidates/s2');
  place.to('#/overview');
  expect(place.opened).toBe('s2');
  place.to('#/inbox');
  expect(place.opened).toBeNull();
});

it('what was said about a page goes with it, and stays while only its filter changes', () => {
  const leave = vi.spyOn(toasts, 'leave');
  place.to('#/candidates');
  expect(leave).toHaveBeenCalledTimes(1);
  place.to('#/candidates?filter=open');
  place.replaceQuery({ filter: 'open', q: 'a' });
  expect(leave).toHaveBeenCalledTimes(1);
  place.to('#/candidates/s2');
  expect(leave).toHaveBeenCalledTimes(2);
});
