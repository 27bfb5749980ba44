import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CandidateRow } from '../../generated/api';
import { answering } from '../../testing/answering';
import BulkBar from './BulkBar.svelte';

const row = (id: string, moveTo: string | null = 'On-site') =>
  ({ id, name: `Person ${id}`, email: null, state: 'reviewed', attention: false, score: 4, moveTo }) as CandidateRow;
const ondone = vi.fn();
let moved: unknown[];

beforeEach(() => {
  moved = [];
  ondone.mockClear();
  answering({ confirm_moves: (request) => (moved.push(request), { done: 2, tooLate: 0 }) });
});
afterEach(cleanup);
const open = (rows: CandidateRow[]) => render(BulkBar, { rows, ondone, onclear: () => undefined });

it('several are named, with their stages, before they are moved', async () => {
  open([row('a'), row('b', 'Offer'), row('c', null)]);
  await fireEvent.click(screen.getByTestId('bulk-move'));
  const named = screen.getByTestId('moves-names').textContent;
  for (const said of ['Person a', 'On-site', 'Person b', 'Offer']) expect(named).toContain(said);
  expect(named).not.toContain('Person c');
  expect(moved).toEqual([]);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('moves-confirm')));
  await fireEvent.click(screen.getByTestId('moves-confirm'));
  await waitFor(() => expect(ondone).toHaveBeenCalledWith(['a', 'b']));
  expect(moved).toEqual([{ screeningIds: ['a', 'b'] }]);
  expect(screen.queryByTestId('moves-names')).toBeNull();
});

it('nobody is moved when the names are left', async () => {
  open([row('a'), row('b')]);
  await fireEvent.click(screen.getByTestId('bulk-move'));
  await fireEvent.click(screen.getByText('Cancel'));
  expect(screen.queryByTestId('moves-names')).toBeNull();
  expect(moved).toEqual([]);
});

it('one is moved at once, as by its key', async () => {
  open([row('a'), row('c', null)]);
  await fireEvent.click(screen.getByTestId('bulk-move'));
  await waitFor(() => expect(moved).toEqual([{ screeningIds: ['a'] }]));
});
