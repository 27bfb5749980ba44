import { beforeEach, expect, it, vi } from 'vitest';
import { registry } from './registry';
import { GLOBAL_ACTIONS } from './global';
import { listenToKeys } from './shortcuts';
import { found } from './found';
import { tauriPlatform } from '../platform/tauri';
import { httpPlatform } from '../platform/http';
import { toasts } from '../state/toasts.svelte';
import { zoom } from '../state/zoom.svelte';

const shown: number[] = [];
const show = (level: number) => {
  shown.push(level);
  return Promise.resolve();
};

beforeEach(() => {
  zoom.use(null);
  zoom.level = 1;
  shown.length = 0;
  localStorage.clear();
});

it('goes up to 200 % and down to 80 %, and back to the actual size', async () => {
  zoom.use(show);
  for (let n = 0; n < 7; n += 1) await zoom.step(1);
  expect(shown).toEqual([1.1, 1.25, 1.5, 1.75, 2]);
  expect([zoom.canGrow, zoom.canShrink]).toEqual([false, true]);
  await zoom.actual();
  for (let n = 0; n < 4; n += 1) await zoom.step(-1);
  expect(shown.slice(5)).toEqual([1, 0.9, 0.8]);
});

it('is as it was chosen on the next page', async () => {
  zoom.use(show);
  await zoom.step(1);
  zoom.level = 1;
  zoom.use(show);
  expect([zoom.level, shown]).toEqual([1.1, [1.1, 1.1]]);
  localStorage.setItem('zoom', '40');
  zoom.level = 1;
  zoom.use(show);
  expect(zoom.level, 'a level that there is not').toBe(1);
});

it('stays as it is, and says so, if the window refuses', async () => {
  zoom.use(() => Promise.reject(new Error('no')));
  const before = toasts.items.length;
  await zoom.step(1);
  expect([zoom.level, localStorage.getItem('zoom')]).toEqual([1, null]);
  expect(toasts.items.length).toBe(before + 1);
});

it('has keys and words where the platform can do it, also while typing, and leaves them to a browser', async () => {
  const forget = registry.add(GLOBAL_ACTIONS);
  const stop = listenToKeys(registry, window, () => true);
  const input = document.body.appendChild(document.createElement('input'));
  const press = (key: string) =>
    input.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }));
  const offered = () => found(registry.available(), 'zoom').map(({ label }) => label);
  expect(press('+'), 'the browser has it').toBe(true);
  expect(offered()).not.toContain('Larger');
  zoom.use(show);
  expect(offered()).toEqual(expect.arrayContaining(['Larger', 'Smaller', 'Actual size']));
  for (const key of ['+', '=', '-', '0']) expect(press(key)).toBe(false);
  await vi.waitFor(() => expect(shown).toEqual([1.1, 1.25, 1.1, 1]));
  stop();
  forget();
  input.remove();
});

it('belongs to the desktop app', () => {
  expect(httpPlatform().zoom).toBeNull();
  expect(tauriPlatform().zoom).not.toBeNull();
});
