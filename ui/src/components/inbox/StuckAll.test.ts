import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Platform } from '../../platform';
import { useBackend } from '../../state/backend';
import type { InboxItem } from '../../state/sections';
import { undo } from '../../state/undo.svelte';
import StuckAll from './StuckAll.svelte';

afterEach(cleanup);
const item = (id: string, ...actions: string[]) =>
  ({ key: id, kind: 'attention', item: { id, actions: actions.map((action) => ({ id: action })) } }) as InboxItem;

it('tries all again that can be, with one press, and leaves the rest', async () => {
  const call = vi.fn(async () => ({}));
  useBackend({ call, onChange: () => () => {} } as unknown as Platform);
  render(StuckAll, {
    items: [item('a', 'retry', 'skip'), item('b', 'dismiss'), item('q', 'retry', 'cancel'), item('c', 'retry', 'skip')],
  });
  await userEvent.click(screen.getByTestId('retry-all'));
  await waitFor(() => expect(call).toHaveBeenCalledWith('settle_attention', { attentionId: 'c', action: 'retry' }));
  expect(call).toHaveBeenCalledWith('settle_attention', { attentionId: 'a', action: 'retry' });
  expect(call).not.toHaveBeenCalledWith('settle_attention', expect.objectContaining({ attentionId: 'b' }));
  // A question would be answered with yes.
  expect(call).not.toHaveBeenCalledWith('settle_attention', expect.objectContaining({ attentionId: 'q' }));
});

it('is not there for one', () => {
  render(StuckAll, { items: [item('a', 'retry', 'skip'), item('b', 'dismiss'), item('c', 'skip', 'retry')] });
  expect(screen.queryByTestId('retry-all')).toBeNull();
  expect(screen.queryByTestId('skip-all')).toBeNull();
});

it('skips all whose candidates are gone from Lever, which is undone together', async () => {
  const call = vi.fn(async () => ({}));
  useBackend({ call, onChange: () => () => {} } as unknown as Platform);
  render(StuckAll, {
    items: [item('a', 'skip', 'retry'), item('b', 'retry', 'skip'), item('c', 'skip', 'retry')],
  });
  expect(screen.queryByTestId('retry-all')).toBeNull();
  await userEvent.click(screen.getByTestId('skip-all'));
  const settled = (attentionId: string) => ['settle_attention', { attentionId, action: 'skip' }];
  await waitFor(() => expect(undo.all().at(-1)?.what).toEqual({ what: 'attention', ids: ['a', 'c'] }));
  expect(call).toHaveBeenCalledWith(...settled('a'));
  expect(call).toHaveBeenCalledWith(...settled('c'));
  expect(call).not.toHaveBeenCalledWith(...settled('b'));
});
