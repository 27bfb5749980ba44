import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { COLUMNS } from '../lib/columns';
import type { CandidateRow, PreviewPerson, WaitingBatch as Batch } from '../generated/api';
import type { Platform } from '../platform/types';
import { toasts } from '../state/toasts.svelte';
import { undo } from '../state/undo.svelte';
import { useBackend } from '../state/backend';
import { clock } from '../state/clock.svelte';
import WaitingBatch from './inbox/WaitingBatch.svelte';
import TableRow from './candidates/Row.svelte';
import PeoplePicker from './playbook/PeoplePicker.svelte';
import ScoreScale from './screening/ScoreScale.svelte';
import StatePill from './screening/StatePill.svelte';

afterEach(cleanup);

const HOSTILE = '<img src=x onerror=alert(1)>';
const row = (more: Partial<CandidateRow> = {}): CandidateRow => ({
  id: 's1',
  opportunityId: 'o1',
  name: HOSTILE,
  email: null,
  posting: HOSTILE,
  stage: null,
  owner: null,
  tags: [],
  invitedAt: null,
  assessment: HOSTILE,
  assessmentId: 'a1',
  state: 'held',
  stateText: 'Sending',
  attention: false,
  score: null,
  count: null,
  grade: null,
  reading: null,
  moveTo: null,
  holdUntil: null,
  answered: 0,
  questions: 5,
  startedAt: null,
  submittedAt: null,
  changedAt: 0,
  ...more,
});
const person = (id: string, verdict: string): PreviewPerson => ({
  opportunityId: id,
  decisionId: `d-${id}`,
  name: id,
  email: null,
  posting: null,
  postingId: null,
  ownerId: null,
  enteredAt: null,
  verdict,
  assessment: 'Basics',
  reason: 'a reason',
});

it('shows names as text, never as markup', () => {
  const { container } = render(TableRow, {
    row: row({ tags: [HOSTILE], owner: HOSTILE }),
    columns: COLUMNS,
    index: 0,
    top: 0,
    selected: false,
    ticked: false,
    href: '#/',
    onselect: () => {},
    stop: true,
    ontick: () => {},
  });
  expect(container.querySelector('img')).toBeNull();
  expect(screen.getByTestId('candidate-row-s1').dataset['name']).toBe(HOSTILE);
});

describe('the state pill', () => {
  it('counts down while held', async () => {
    vi.useFakeTimers();
    const stop = clock.start();
    render(StatePill, { row: row({ holdUntil: clock.now + 9000 }) });
    const pill = screen.getByTestId('state-pill');
    expect(pill.textContent).toContain('Sending in 9 s');
    await vi.advanceTimersByTimeAsync(1000);
    expect(pill.textContent).toContain('Sending in 8 s');
    stop();
    vi.useRealTimers();
  });
  it('lets attention speak louder than the state', () => {
    render(StatePill, { row: row({ state: 'invited', stateText: 'Invited', attention: true }) });
    expect(screen.getByTestId('state-pill').textContent).toContain('Needs attention');
  });
});

it('ticks nobody by itself and cannot tick who must not be invited', async () => {
  const onpick = vi.fn();
  render(PeoplePicker, {
    people: [person('a', 'invite'), person('b', 'skip')],
    picked: [],
    keyOf: (one: PreviewPerson) => one.opportunityId,
    label: 'People',
    onpick,
  });
  expect(screen.getByTestId<HTMLInputElement>('pick-a').checked).toBe(false);
  expect(screen.getByTestId<HTMLInputElement>('pick-b').disabled).toBe(true);
  await userEvent.click(screen.getByTestId('pick-a'));
  expect(onpick).toHaveBeenCalledWith(['a']);
});

it('searches a long preview, and ticks all who could be invited of those that are found', async () => {
  const onpick = vi.fn();
  const people = Array.from({ length: 30 }, (_, n) => ({
    ...person(`p${n}`, n % 3 === 2 ? 'skip' : 'invite'),
    name: n < 6 ? `Zoë ${n}` : `Adam ${n}`,
  }));
  render(PeoplePicker, {
    people,
    picked: ['p29'],
    keyOf: (one: PreviewPerson) => one.opportunityId,
    label: 'People',
    onpick,
  });
  await userEvent.click(screen.getByTestId('people-all'));
  expect(onpick.mock.lastCall?.[0]).toHaveLength(21);
  await userEvent.type(screen.getByTestId('people-search'), 'zoe');
  expect(screen.getAllByRole('listitem')).toHaveLength(6);
  await userEvent.click(screen.getByTestId('people-all'));
  expect(onpick.mock.lastCall?.[0]).toEqual(['p29', 'p0', 'p1', 'p3', 'p4']);
});

it('invites the clear cases of a batch and leaves questions to a person', async () => {
  const call = vi.fn(async () => ({ invited: 1 }));
  useBackend({ call, onChange: () => () => {} } as unknown as Platform);
  const batch: Batch = {
    playbookId: 'p',
    reason: 'Many at once.',
    people: [person('a', 'invite'), person('b', 'ask'), person('c', 'skip'), person('d', 'invite')],
  };
  render(WaitingBatch, { batch, at: null, onat: () => {} });
  await userEvent.click(screen.getByTestId('waiting-invite'));
  expect(call).toHaveBeenCalledWith('decide_waiting', { invite: ['d-a', 'd-d'], dismiss: [] });
  const told = () => toasts.items.at(-1);
  await waitFor(() => expect(told()?.text).toBe('1 invitation going out.'));
  expect(told()?.detail).toBe('1 candidate is not invited. Activity says why.');
});

it('a whole batch can be undone as soon as it is decided, however long the Inbox takes to be read', async () => {
  const call = vi.fn((name: string) => (name === 'inbox' ? new Promise(() => {}) : Promise.resolve({})));
  useBackend({ call, onChange: () => () => {} } as unknown as Platform);
  undo.clear();
  const batch: Batch = { playbookId: 'p', reason: 'Many at once.', people: [person('a', 'invite')] };
  render(WaitingBatch, { batch, at: null, onat: () => {} });
  await userEvent.click(screen.getByTestId('waiting-invite'));
  await waitFor(() => expect(undo.all()).not.toEqual([]));
  expect(call).toHaveBeenLastCalledWith('inbox', expect.anything());
});

it('scores from the keyboard', async () => {
  const onchange = vi.fn();
  render(ScoreScale, { label: 'Overall', value: 2, testid: (n: number) => `score-${n}`, onchange });
  expect(screen.getByTestId('score-2').getAttribute('aria-checked')).toBe('true');
  screen.getByTestId('score-2').focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(onchange).toHaveBeenCalledWith(3);
  expect(document.activeElement).toBe(screen.getByTestId('score-3'));
});
