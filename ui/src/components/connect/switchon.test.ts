import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Status } from '../../generated/api';
import type { Platform } from '../../platform/types';
import { useBackend } from '../../state/backend';
import { playbook } from '../../testing/playbook';
import SwitchOn from './SwitchOn.svelte';

afterEach(cleanup);

it('is switched on only once it is known who is there, by Enter, too', async () => {
  let answer: (preview: unknown) => void = () => {};
  const preview = new Promise<unknown>((done) => (answer = done));
  const call = vi.fn(async (name: string) =>
    name === 'preview_trigger' ? preview : name === 'switch_on' ? { begun: [] } : [],
  );
  useBackend({ call, onChange: () => () => {} } as unknown as Platform);
  render(SwitchOn, {
    status: {
      interview: { loopback: true, mailReady: true },
      connection: {},
      sync: { state: 'idle' },
    } as unknown as Status,
    playbook: playbook(),
    assessmentId: 'basics',
    stageIds: ['phone'],
    picked: [],
    onback: () => {},
  });
  const button = screen.getByTestId<HTMLButtonElement>('switch-on');
  expect(button.disabled).toBe(true);
  await userEvent.keyboard('{Enter}');
  expect(call.mock.calls.map(([name]) => name)).not.toContain('switch_on');
  answer({ blocked: null, people: [], reasons: [], wouldInvite: 0, notAddressed: 0 });
  await waitFor(() => expect(button.disabled).toBe(false));
  await userEvent.keyboard('{Enter}');
  expect(call).toHaveBeenCalledWith('switch_on', { playbookId: 'p', stageIds: ['phone'], inviteNow: [] });
});
