import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toasts } from '../../state/toasts.svelte';
import Toasts from './Toasts.svelte';

const undo = vi.fn();
const show = (text: string) => toasts.show(text, { button: { label: 'Undo', run: () => undo(text) } });
const seen = () => screen.queryAllByTestId('toast').map((toast) => toast.querySelector('.words')?.textContent?.trim());

function inWindow(height: number) {
  vi.stubGlobal('innerHeight', height);
  render(Toasts);
}
beforeEach(() => undo.mockClear());
afterEach(() => {
  cleanup();
  toasts.clear();
  vi.unstubAllGlobals();
});

it('shows all above each other where there is room', async () => {
  inWindow(800);
  show('First.');
  show('Second.');
  expect((await screen.findAllByTestId('toast')).length).toBe(2);
  expect(screen.queryByTestId('toast-others')).toBeNull();
});

it('shows one in a low window, says how many more there are, and shows them all at a press', async () => {
  inWindow(600);
  show('First.');
  show('Second.');
  const others = await screen.findByTestId('toast-others');
  expect(seen()).toEqual(['Second.']);
  expect(others.textContent).toBe('+1');
  await userEvent.click(others);
  expect(seen()).toEqual(['First.', 'Second.']);
});

it('keeps the one that is pointed at in its place while another comes', async () => {
  inWindow(600);
  show('First.');
  const first = await screen.findByTestId('toast');
  await userEvent.hover(first);
  show('Second.');
  await screen.findByTestId('toast-others');
  expect(seen()).toEqual(['First.']);
  await userEvent.click(screen.getByTestId('undo'));
  expect(undo).toHaveBeenCalledWith('First.');
  expect(seen()).toEqual(['Second.']);
});
