import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { answering } from '../../testing/answering';
import MailTest from './MailTest.svelte';

afterEach(cleanup);

const at = (port: number) => JSON.stringify({ host: 'mail.example.org', port });
const trouble = (message: string) => {
  throw { code: 'mail_trouble', message, details: null };
};

it('says what failed until other settings are saved', async () => {
  answering({ test_mail: () => trouble('No mail server answers at port 8958.') });
  const { rerender } = render(MailTest, { to: 'me@example.org', saved: at(8958), atOnce: false });
  await userEvent.click(screen.getByTestId('mail-test'));
  expect((await screen.findByRole('alert')).textContent).toContain('port 8958');
  await rerender({ saved: at(25) });
  expect(screen.queryByRole('alert')).toBeNull();
});

it('tries settings at once where that is wanted, and tells the outcome in one place', async () => {
  const tried: unknown[] = [];
  let works = false;
  answering({
    test_mail: (request) => {
      tried.push(request);
      if (!works) trouble('No mail server answers.');
    },
  });
  const { rerender } = render(MailTest, { to: 'me@example.org', saved: null, atOnce: true });
  expect(tried).toEqual([]);
  await rerender({ saved: at(8958) });
  expect(await screen.findAllByRole('alert')).toHaveLength(1);
  expect(screen.getByRole('alert').textContent).not.toContain('Copy the link');
  works = true;
  await rerender({ saved: at(25) });
  expect((await screen.findByTestId('mail-tested')).textContent).toContain('me@example.org');
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  expect(tried).toEqual([{ to: 'me@example.org' }, { to: 'me@example.org' }]);
});
