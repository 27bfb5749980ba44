import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CandidateRow, InboxView } from '../generated/api';
import { inbox } from '../state/inbox.svelte';
import { undo } from '../state/undo.svelte';
import { answering } from '../testing/answering';
import Inbox from './Inbox.svelte';

const person = (id: string) => ({ opportunityId: id, decisionId: `d-${id}`, name: `Name ${id}`, verdict: 'invite' });
const row = { id: 'r', opportunityId: 'r', name: 'Name r', state: 'submitted', changedAt: 0 } as CandidateRow;
let waiting: string[];

const view = () =>
  ({
    attention: [],
    waiting: waiting.length > 0 ? [{ playbookId: 'p', reason: 'Many at once.', people: waiting.map(person) }] : [],
    toReview: [row],
    toReviewTotal: 1,
    moves: [],
    movesTotal: 0,
    goingOut: [],
    goingOutTotal: 0,
    finished: [],
    finishedMore: false,
  }) as unknown as InboxView;

beforeEach(() => {
  waiting = ['a', 'b', 'c'];
  answering({
    inbox: view,
    playbooks: () => [],
    decide_waiting: (request) => {
      const { invite, dismiss } = request as { invite: string[]; dismiss: string[] };
      waiting = waiting.filter((id) => ![...invite, ...dismiss].includes(`d-${id}`));
      return { invited: invite.length };
    },
    take_back: () => ((waiting = ['a', 'b', 'c']), { done: 3, tooLate: 0 }),
  });
});
afterEach(cleanup);

const focused = () => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row'];

it.each(['waiting-invite', 'waiting-dismiss'])(
  'once a crowd is decided about by mouse, the next row has the focus, and Undo brings it back: %s',
  async (button) => {
    render(Inbox);
    // A pointer need not give a button the focus.
    await fireEvent.click(await screen.findByTestId(button));
    await waitFor(() => expect(screen.queryByTestId(button)).toBeNull());
    await waitFor(() => expect(focused()).toBe('r'));
    await undo.last();
    await inbox.refresh();
    await waitFor(() => expect(focused()).toContain('d-a'));
  },
);

it('of a crowd that is decided about in part, the next one has the focus', async () => {
  render(Inbox);
  await fireEvent.click(await screen.findByTestId('pick-b'));
  await fireEvent.click(screen.getByTestId('waiting-invite'));
  await waitFor(() => expect(waiting).toEqual(['b']));
  await inbox.refresh();
  await waitFor(() => expect(focused()).toContain('d-b'));
});
