import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Platform } from '../../platform';
import { useBackend } from '../../state/backend';
import type { InboxItem } from '../../state/sections';
import RetryAll from './RetryAll.svelte';

afterEach(cleanup);
const item = (id: string, ...actions: string[]) =>
  ({ key: id, kind: 'attention', item: { id, actions: actions.map((action) => ({ id: action })) } }) as InboxItem;

it('tries all again that can be, with one press, and leaves the rest', async () => {
  const call = vi.fn(async () => ({}));
  useBackend({ call, onChange: () => () => {} } as unknown as Platform);
  render(RetryAll, { items: [item('a', 'retry', 'skip'), item('b', 'dismiss'), item('c', 'retry')] });
  await userEvent.click(screen.getByTestId('retry-all'));
  await waitFor(() => expect(call).toHaveBeenCalledWith('settle_attention', { attentionId: 'c', action: 'retry' }));
  expect(call).toHaveBeenCalledWith('settle_attention', { attentionId: 'a', action: 'retry' });
  expect(call).not.toHaveBeenCalledWith('settle_attention', expect.objectContaining({ attentionId: 'b' }));
});

it('is not there for one', () => {
  render(RetryAll, { items: [item('a', 'retry'), item('b', 'dismiss')] });
  expect(screen.queryByTestId('retry-all')).toBeNull();
});
