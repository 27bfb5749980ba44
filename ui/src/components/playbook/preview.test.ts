import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { Status } from '../../generated/api';
import type { Platform } from '../../platform/types';
import { useBackend } from '../../state/backend';
import { playbook } from '../../testing/playbook';
import TriggerPreview from './TriggerPreview.svelte';

afterEach(cleanup);

const status = (mailReady: boolean, lastAt: number) =>
  ({ interview: { loopback: true, mailReady }, connection: {}, sync: { lastAt } }) as unknown as Status;

it('reads a stage once, and anew only when something changed that it hangs on', async () => {
  const call = vi.fn(async () => ({ blocked: null, people: [], reasons: [], wouldInvite: 0, notAddressed: 0 }));
  useBackend({ call, onChange: () => () => {} } as unknown as Platform);
  const props = { playbook: playbook(), stageIds: ['phone'], assessmentId: 'basics', picked: [] };
  const { rerender } = render(TriggerPreview, { ...props, status: status(true, 0) });
  await screen.findByText('Nobody is there now.', { exact: false });
  expect(call).toHaveBeenCalledTimes(1);

  // Each look at Lever tells its time anew, and so is the playbook.
  for (const lastAt of [1, 2, 3]) await rerender({ status: status(true, lastAt), playbook: playbook() });
  expect(call).toHaveBeenCalledTimes(1);
  await rerender({ status: status(false, 4) });
  await waitFor(() => expect(call).toHaveBeenCalledTimes(2));
  await rerender({ stageIds: ['phone', 'onsite'] });
  await waitFor(() => expect(call).toHaveBeenCalledTimes(3));
});
