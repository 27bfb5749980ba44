import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import type { Status } from '../../generated/api';
import { answering } from '../../testing/answering';
import Account from './Account.svelte';

afterEach(cleanup);

it.each(['offline', 'lever_trouble'])(
  'a test that cannot reach Lever says to try again, and promises nothing (%s)',
  async (code) => {
    answering({
      test_connection: () => {
        throw { code, message: 'Lever cannot be reached.', details: null };
      },
    });
    const status = { connection: { state: 'signed_in', user: null }, setup: { connected: true } };
    render(Account, { status: status as unknown as Status });
    await fireEvent.click(screen.getByTestId('test-connection'));
    const said = (await screen.findByRole('alert')).textContent;
    expect(said).toContain('Nothing was changed');
    expect(said).toMatch(/try again/i);
    expect(said).not.toContain('by itself');
  },
);
