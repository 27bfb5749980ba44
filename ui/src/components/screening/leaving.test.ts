import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { moveWords } from '../../words/moves';
import LeaveDialog from './LeaveDialog.svelte';

const READY = moveWords.ask.ready;
const row = { id: 's1', name: 'Ravi Menon', stage: 'Phone screen', moveTo: 'On-site' };
const onleave = vi.fn();
const reason = () => screen.getByTestId<HTMLInputElement>('leave-reason').value;

beforeEach(() => {
  onleave.mockClear();
  render(LeaveDialog, { row, onleave, onclose: () => undefined });
});
afterEach(cleanup);

it('a digit chooses a ready reason, another one another, and Enter hands it in', async () => {
  const user = userEvent.setup();
  await user.keyboard('1');
  expect(reason()).toBe(READY[0]);
  await user.keyboard('2');
  expect(reason()).toBe(READY[1]);
  await user.keyboard('{Enter}');
  expect(onleave).toHaveBeenCalledWith(READY[1]);
});

it.each(['2 rounds left', '12 of 3 rounds', '20 wait before'])(
  'a sentence may begin with a digit: %s',
  async (text) => {
    const user = userEvent.setup();
    await user.keyboard(text);
    expect(reason()).toBe(text);
    await user.keyboard('{Enter}');
    expect(onleave).toHaveBeenCalledWith(text);
  },
);

it('more is said after a ready reason from its end, with numbers too', async () => {
  const user = userEvent.setup();
  await user.keyboard('2{End} in week 2');
  expect(reason()).toBe(`${READY[1]} in week 2`);
});

it('a ready reason that was deleted leaves nothing behind', async () => {
  const user = userEvent.setup();
  await user.keyboard('2{Backspace}');
  expect(reason()).toBe('');
  await user.keyboard('Soon');
  expect(reason()).toBe('Soon');
});
