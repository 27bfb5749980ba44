import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { Platform } from '../platform/types';
import { useBackend } from '../state/backend';
import { place } from '../state/route.svelte';
import Browsed from '../testing/Browsed.svelte';

const focused = () => document.activeElement?.textContent;
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => ({ id: `r${from + n}` }));
const load = vi.fn(async (after: string | null) =>
  after === null ? { rows: rows(0, 100), next: 'r99' } : { rows: rows(100, 160), next: null },
);
const onsearch = vi.fn();

let height: Mock<() => number>;

beforeEach(() => {
  // jsdom lays nothing out: every list is ten rows high.
  height = vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(440);
  useBackend({ onChange: () => () => {} } as unknown as Platform);
  place.opened = null;
});
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
  vi.restoreAllMocks();
});

describe('a long list', () => {
  it('draws what is in sight', async () => {
    render(Browsed, { load, search: '', onsearch });
    await screen.findByText('r9');
    expect(screen.queryByText('r50')).toBeNull();
    expect(load.mock.calls).toEqual([[null]]);
  });

  it('fetches the next page before the end is reached', async () => {
    // Ninety rows are in sight.
    height.mockReturnValue(90 * 44);
    render(Browsed, { load, search: '', onsearch });
    await screen.findByText('r80');
    await waitFor(() => expect(load.mock.calls).toEqual([[null], ['r99']]));
  });

  it('is asked for what was typed', async () => {
    render(Browsed, { load, search: '', onsearch });
    await userEvent.type(screen.getByLabelText('Search'), 'lena');
    await waitFor(() => expect(onsearch).toHaveBeenLastCalledWith('lena'));
  });

  it('begins anew with another query', async () => {
    const { rerender } = render(Browsed, { load, search: '', onsearch });
    await screen.findByText('r0');
    load.mockResolvedValueOnce({ rows: [{ id: 'found' }], next: null });
    await rerender({ search: 'lena' });
    await screen.findByText('found');
    expect(screen.queryByText('r0')).toBeNull();
  });

  it('is entered at its first row, past the heading', async () => {
    render(Browsed, { load, search: '', onsearch });
    await screen.findByText('r0');
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(focused()).toBe('r0'));
  });

  it('comes back to the row that was opened', async () => {
    place.opened = 'r5';
    render(Browsed, { load, search: '', onsearch });
    await waitFor(() => expect(focused()).toBe('r5'));
  });
});
