import { beforeEach, expect, it } from 'vitest';
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
