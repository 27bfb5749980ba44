import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import Filters from './Filters.svelte';

afterEach(cleanup);

const props = {
  label: 'State',
  value: 'all',
  options: [{ value: 'all', label: 'All' }],
  onchange: () => {},
  folds: 'Filters',
  clear: 'Clear filters',
  testid: 'clear',
  onclear: () => {},
  children: createRawSnippet(() => ({ render: () => '<button>Posting</button>' })),
};
const folds = () => screen.getByRole('button', { name: 'Filters' });

it('has a button that says whether all panels are shown in a narrow window', async () => {
  render(Filters, { ...props, narrowed: 0 });
  expect(folds().getAttribute('aria-expanded')).toBe('false');
  await userEvent.click(folds());
  expect(folds().getAttribute('aria-expanded')).toBe('true');
});

it('keeps a panel where it is that narrows no more, and takes nothing away that is chosen', async () => {
  const { rerender } = render(Filters, { ...props, narrowed: 1 });
  expect(screen.getByTestId('clear')).toBeTruthy();
  await rerender({ narrowed: 2 });
  expect(folds().getAttribute('aria-expanded')).toBe('false');
  await rerender({ narrowed: 1 });
  expect(folds().getAttribute('aria-expanded')).toBe('true');
});

it('keeps room for the numbers of the chips until they are known', async () => {
  const { rerender, container } = render(Filters, { ...props, narrowed: 0 });
  expect(container.querySelectorAll('.chips .room')).toHaveLength(1);
  expect(screen.getByRole('button', { name: 'All' })).toBeTruthy();
  await rerender({ options: [{ value: 'all', label: 'All', count: 12 }] });
  expect(container.querySelectorAll('.chips .room')).toHaveLength(0);
  expect(screen.getByRole('button', { name: 'All 12' })).toBeTruthy();
});
