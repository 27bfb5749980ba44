import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { answering } from '../../testing/answering';
import UserPicker from './UserPicker.svelte';

afterEach(cleanup);

const USERS = ['Mara Lindqvist', 'Jonas Weber', 'Maren Holt'].map((name, at) => ({ id: `u${at}`, name, email: null }));

it('is chosen by the keyboard alone: Enter takes the only one found, the arrow leads into the list', async () => {
  const chosen: unknown[] = [];
  answering({ lever_users: () => USERS, choose_user: (request) => chosen.push(request) });
  const ondone = vi.fn();
  render(UserPicker, { current: null, company: 'Northwind', submit: 'Continue', ondone });
  const search = await screen.findByTestId('user-search');
  expect(screen.getByText('Choose who you are.')).toBeTruthy();
  await userEvent.type(search, 'mar{Enter}');
  expect(screen.queryByText('Choose who you are.'), 'two are found').not.toBeNull();
  await userEvent.type(search, 'a l{Enter}');
  expect(screen.queryByText('Choose who you are.')).toBeNull();
  expect(chosen, 'the first Enter chooses, the second goes on').toEqual([]);
  await userEvent.keyboard('{Enter}');
  expect(chosen).toEqual([{ userId: 'u0', company: 'Northwind' }]);
  await userEvent.clear(search);
  await userEvent.type(search, '{ArrowDown}');
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: /Mara/ }));
});
