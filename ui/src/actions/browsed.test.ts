import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { Platform } from '../platform/types';
import { useBackend } from '../state/backend';
import type { Page } from '../state/paged.svelte';
import { place } from '../state/route.svelte';
import Browsed from '../testing/Browsed.svelte';
import { registry } from './registry';

const focused = () => document.activeElement?.textContent;
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => ({ id: `r${from + n}` }));
const pages = async (after: string | null): Promise<Page<{ id: string }>> =>
  after === null ? { rows: rows(0, 100), next: 'r99' } : { rows: rows(100, 160), next: null };
const load = vi.fn(pages);
const onsearch = vi.fn();

let height: Mock<() => number>;

beforeEach(() => {
  // jsdom lays nothing out: every list is ten rows high.
  height = vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(440);
  useBackend({ onChange: () => () => {} } as unknown as Platform);
  load.mockImplementation(pages);
  place.opened = null;
  place.before = null;
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

  it('fetches on while one line stands for many rows', async () => {
    render(Browsed, { load, search: '', onsearch, fold: 50 });
    await screen.findByText('r150');
    expect(load.mock.calls).toEqual([[null], ['r99']]);
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

  it('is as high as all rows are, and shows where those will stand that are not there yet', async () => {
    height.mockReturnValue(120 * 44);
    load.mockImplementation(async (after) =>
      after === null ? { rows: rows(0, 100), next: 'r99' } : new Promise<never>(() => {}),
    );
    render(Browsed, { load, search: '', onsearch, total: 20_000 });
    await screen.findByText('r80');
    await waitFor(() => expect(document.querySelectorAll('i').length).toBeGreaterThan(15));
    expect(load.mock.calls).toEqual([[null], ['r99']]);
  });

  it('ends with the last row of all, which is fetched first', async () => {
    height.mockReturnValue(200 * 44);
    let answer: (page: Page<{ id: string }>) => void = () => {};
    load.mockImplementation(async (after) =>
      after === null ? { rows: rows(0, 100), next: 'r99' } : new Promise((done) => (answer = done)),
    );
    render(Browsed, { load, search: '', onsearch, total: 160 });
    await screen.findByText('r99');
    registry.run('list.last');
    await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
    expect(focused()).not.toBe('r99');
    answer({ rows: rows(100, 160), next: null });
    await waitFor(() => expect(focused()).toBe('r159'));
  });

  it('jumps to its end with one page that is fetched from there, and back to its beginning with none', async () => {
    vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(1000 * 44);
    Element.prototype.scrollTo = function (this: Element, to?: ScrollToOptions | number) {
      this.scrollTop = typeof to === 'object' ? (to.top ?? 0) : 0;
      this.dispatchEvent(new Event('scroll'));
    };
    // From r0 to r999, whichever way round; pages of 100.
    const from = (after: string | null, step: 1 | -1) => {
      const begin = after === null ? (step > 0 ? 0 : 999) : Number(after.slice(1)) + step;
      const some = Array.from({ length: 100 }, (_, n) => ({ id: `r${begin + n * step}` }));
      const last = begin + 99 * step;
      return { rows: some, next: last === 0 || last === 999 ? null : `r${last}` };
    };
    load.mockImplementation(async (after) => from(after, 1));
    const loadFromEnd = vi.fn(async (after: string | null) => from(after, -1));
    render(Browsed, { load, loadFromEnd, search: '', onsearch, total: 1000 });
    await screen.findByText('r0');
    registry.run('list.last');
    await waitFor(() => expect(focused()).toBe('r999'));
    expect([load.mock.calls, loadFromEnd.mock.calls]).toEqual([[[null]], [[null]]]);
    registry.run('list.previous');
    await waitFor(() => expect(focused()).toBe('r998'));
    registry.run('list.first');
    await waitFor(() => expect(focused()).toBe('r0'));
    registry.run('list.previous');
    expect(focused()).toBe('r0');
    expect(load.mock.calls.length + loadFromEnd.mock.calls.length, 'nothing between was needed').toBe(2);
  });

  it('is at once as it was left when one comes back from a candidate, and begins anew otherwise', async () => {
    height.mockReturnValue(200 * 44);
    const left = () => ['r120'];
    const resume = vi.fn();
    const first = render(Browsed, { load, search: 'lena', onsearch, left, resume });
    await screen.findByText('r150');
    first.unmount();

    place.before = 'candidate';
    place.opened = 'r140';
    load.mockImplementation(() => new Promise<never>(() => {}));
    const second = render(Browsed, { load, search: 'lena', onsearch, left, resume });
    await waitFor(() => expect(focused()).toBe('r140'));
    expect(resume.mock.calls).toEqual([[['r120']]]);
    second.unmount();

    place.before = 'inbox';
    const third = render(Browsed, { load, search: 'lena', onsearch, left, resume });
    expect(screen.queryByText('r140')).toBeNull();
    third.unmount();

    place.before = 'candidate';
    render(Browsed, { load, search: 'another', onsearch, left, resume });
    expect(screen.queryByText('r140')).toBeNull();
    expect(resume).toHaveBeenCalledOnce();
  });

  it('goes on beside a row that was decided about and left its place', async () => {
    let changed: (event: { kind: string }) => void = () => {};
    useBackend({ onChange: (run: typeof changed) => ((changed = run), () => {}) } as unknown as Platform);
    place.opened = 'r5';
    render(Browsed, { load, search: '', onsearch });
    await waitFor(() => expect(focused()).toBe('r5'));
    load.mockImplementation(async () => ({ rows: rows(0, 60).filter(({ id }) => id !== 'r5'), next: null }));
    changed({ kind: 'screening' });
    await waitFor(() => expect(focused()).toBe('r6'));
  });
});
