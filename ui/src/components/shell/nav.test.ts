import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import type { Status } from '../../generated/api';
import { place } from '../../state/route.svelte';
import Nav from './Nav.svelte';

afterEach(() => {
  cleanup();
  place.inbox = '#/inbox';
});

it('the rail leads to the Inbox as it was left', async () => {
  const counts = { inbox: 0, attention: 0, screenings: 0 };
  const connection = { state: 'signed_out', accountName: null, environment: null, isSample: false };
  const status = { counts, connection, setup: { connected: false, finished: true }, sync: { state: 'idle' } };
  render(Nav, { status: status as unknown as Status });
  const to = () => screen.getByTestId('nav-inbox').getAttribute('href');
  expect(to()).toBe('#/inbox');
  place.to('#/inbox');
  place.replaceQuery({ whose: 'mine' });
  place.to('#/candidates');
  await waitFor(() => expect(to()).toBe('#/inbox?whose=mine'));
});
