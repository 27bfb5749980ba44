import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { InboxItem, InboxSection } from '../../state/sections';
import Section from './Section.svelte';

afterEach(cleanup);

it('goes on at the first row that comes instead of the button that showed more', async () => {
  const items = Array.from({ length: 23 }, (_, n) => ({ key: `r${n}`, kind: 'review' }) as InboxItem);
  const section: InboxSection = { name: 'review', items, size: items.length, more: false };
  const item = createRawSnippet((one: () => InboxItem) => ({
    render: () => `<li data-row="${one().key}"><button data-row-main>${one().key}</button></li>`,
  }));
  const action = createRawSnippet(() => ({ render: () => '<span></span>' }));
  Element.prototype.scrollIntoView ??= () => {};
  const onmore = vi.fn();
  const { rerender } = render(Section, { section, drawn: 20, onmore, all: undefined, item, action });
  onmore.mockImplementation(() => void rerender({ drawn: items.length }));
  expect(screen.queryByRole('button', { name: 'r20' })).toBeNull();
  await userEvent.click(screen.getByTestId('more-review'));
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'r20' })));
});
