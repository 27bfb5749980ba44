import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { speaks } from '../../testing/locale';
import TimeChoice from './TimeChoice.svelte';

afterEach(cleanup);

const usual = [{ value: '7', label: 'In the last 7 days' }];
const choice = (value: string | null) => {
  speaks('en-US');
  const onchange = vi.fn();
  const props = { label: 'Changed', any: 'At any time', options: usual, testid: 'time', onchange };
  const { rerender } = render(TimeChoice, { ...props, value });
  onchange.mockImplementation((next: string | null) => void rerender({ ...props, value: next }));
  return onchange;
};
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
async function write(name: string, day: string) {
  await fireEvent.input(field(name), { target: { value: day } });
  await fireEvent.change(field(name));
}

it('asks for days from one to another, where the keyboard goes on', async () => {
  const onchange = choice('7');
  await userEvent.click(screen.getByTestId('time'));
  expect(screen.queryByLabelText('First day')).toBeNull();
  await userEvent.click(screen.getByLabelText('Between…'));
  await vi.waitFor(() => expect(document.activeElement).toBe(field('First day')));
  expect(onchange, 'as long as no day is written').not.toHaveBeenCalled();
  await write('First day', '2026-01-05');
  await write('Last day', '2026-02-28');
  expect(onchange.mock.calls).toEqual([['2026-01-05..'], ['2026-01-05..2026-02-28']]);
  await userEvent.type(field('Last day'), '{Enter}');
  expect(screen.getByTestId('time').getAttribute('aria-expanded')).toBe('false');
  expect(screen.getByTestId('time').textContent.replace(/\s+/g, ' ')).toContain('Jan 5 – Feb 28, 2026');
});

it('says that days are the wrong way round, and leaves everything as it is until they are right', async () => {
  const onchange = choice('2026-01-05..2026-02-28');
  await userEvent.click(screen.getByTestId('time'));
  await write('First day', '2026-03-01');
  expect(screen.getByTestId('time-wrong').textContent).toBe('The first day is after the last day.');
  await userEvent.type(field('First day'), '{Enter}');
  expect(onchange).not.toHaveBeenCalled();
  await write('Last day', '2026-03-01');
  expect(screen.getByTestId('time-wrong').textContent).toBe('');
  expect(onchange).toHaveBeenLastCalledWith('2026-03-01..2026-03-01');
});

it('is any time without days, and can be written anew', async () => {
  const onchange = choice('2026-01-05..');
  await userEvent.click(screen.getByTestId('time'));
  await write('First day', '');
  expect(onchange).toHaveBeenLastCalledWith(null);
  expect(field('First day').value).toBe('');
});
