import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CandidateRow, Status, SyncState } from '../../generated/api';
import { status } from '../../state/app.svelte';
import { clock } from '../../state/clock.svelte';
import HeldLine from './HeldLine.svelte';

const row = (name: string, seconds: number) =>
  ({ id: name, name, holdUntil: clock.now + seconds * 1000, attention: false }) as CandidateRow;
const sync = (state: SyncState) => status.put({ sync: { state } } as unknown as Status);
const onundo = vi.fn();
const onshow = vi.fn();
const line = () => screen.queryByTestId('held-line')?.textContent?.replace(/\s+/g, ' ').trim();

beforeEach(() => sync('idle'));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

it('says who leaves when, and undoes it', async () => {
  const aiko = row('Aiko Tanaka', 8);
  render(HeldLine, { rows: [aiko], onundo, onshow });
  expect(line()).toContain('Aiko Tanaka: sending in 8 s');
  await userEvent.click(screen.getByTestId('held-undo'));
  expect(onundo).toHaveBeenCalledWith([aiko]);
});

it('counts several, says when the first leaves, shows them and undoes them in one go', async () => {
  const soon = [row('Aiko', 9), row('Ben', 4), row('Cyd', 7)];
  render(HeldLine, { rows: [...soon, row('Dee', 1800)], onundo, onshow });
  expect(line()).toContain('3 invitations leave in 4 s');
  await userEvent.click(screen.getByTestId('held-show'));
  expect(onshow).toHaveBeenCalledOnce();
  await userEvent.click(screen.getByTestId('held-undo-all'));
  expect(onundo).toHaveBeenCalledWith(soon);
});

it('is not there for those who leave much later, nor during a pause', () => {
  render(HeldLine, { rows: [row('Aiko', 1800)], onundo, onshow });
  expect(line()).toBeUndefined();
  cleanup();
  sync('paused');
  render(HeldLine, { rows: [row('Aiko', 8)], onundo, onshow });
  expect(line()).toBeUndefined();
});
