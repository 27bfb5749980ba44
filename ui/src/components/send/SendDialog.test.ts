import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SendPreview } from '../../generated/api';
import { answering } from '../../testing/answering';
import { undo } from '../../state/undo.svelte';
import SendDialog from './SendDialog.svelte';

const LINES = ['ida@example.org', 'emeka@example.org', 'aiko@example.org', 'nobody@example.org'];
const onclose = vi.fn();
const onsent = vi.fn();
let sent: string[];
let taken: unknown[];

const person = (id: string) => ({ opportunityId: id, name: `Name ${id}`, posting: id, stage: null, obstacle: null });
const preview = (id: string) =>
  ({
    person: person(id),
    assessmentId: 'basics',
    playbookId: 'screening',
    playbooks: [],
    refusal: id === 'gone' ? 'Archived in Lever.' : null,
    question: id === 'aiko' ? 'Was screened before.' : null,
    tags: [],
    checks: [],
  }) as unknown as SendPreview;

beforeEach(() => {
  [sent, taken] = [[], []];
  undo.clear();
  onclose.mockClear();
  onsent.mockClear();
  answering({
    assessments: () => [],
    find_people: (request) => {
      const [id = ''] = (request as { text: string }).text.split('@');
      const found = { emeka: ['emeka-1', 'emeka-2'], nobody: [] }[id] ?? [id];
      return { people: found.map(person), note: null };
    },
    preview_send: (request) => preview((request as { opportunityId: string }).opportunityId),
    send_now: (request) => {
      const { opportunityId } = request as { opportunityId: string };
      sent.push(opportunityId);
      return { screeningId: `s-${opportunityId}`, holdUntil: Date.now() + 10_000 };
    },
    take_back: (request) => (taken.push(request), { done: 1, tooLate: 0 }),
  });
});
afterEach(cleanup);

const standing = () => screen.getAllByTestId('send-entry').map((entry) => entry.dataset['standing']);
const note = () => screen.getByTestId('send-note').textContent;
const press = () => fireEvent.click(screen.getByTestId('send-submit'));

async function pasted(lines: readonly string[]) {
  render(SendDialog, { opportunityId: null, onsent, onclose });
  await fireEvent.paste(screen.getByTestId('send-input'), { clipboardData: { getData: () => lines.join('\n') } });
  await waitFor(() => expect(standing()).not.toContain('looking'));
}

it('stays with those who need a decision, and says who they are', async () => {
  await pasted(LINES);
  expect(standing()).toEqual(['ready', 'which', 'asks', 'refused']);
  expect(screen.getByTestId('send-batch').textContent).toContain(
    '1 can be sent · 1 needs your yes · 1 to choose · 1 cannot',
  );
  await press();
  await waitFor(() => expect(standing()).toEqual(['which', 'asks', 'refused']));
  expect([sent, onsent.mock.calls]).toEqual([['ida'], [[['ida']]]]);
  expect(note()).toBe(
    'Screening for Name ida. Still on the list, with nothing sent yet: emeka@example.org and Name aiko.',
  );
  expect(onclose).not.toHaveBeenCalled();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('send-input')));

  await fireEvent.click(screen.getAllByTestId('send-which')[0]!);
  await fireEvent.click(screen.getByRole('checkbox'));
  await waitFor(() => expect(standing()).toEqual(['ready', 'ready', 'refused']));
  expect(note()).toBe('Screening for Name ida.');
  await press();
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  expect(sent).toEqual(['ida', 'emeka-1', 'aiko']);
});

it('lets what was sent be undone while it stays', async () => {
  await pasted(LINES);
  await press();
  await fireEvent.click(await screen.findByTestId('send-undo'));
  await waitFor(() => expect(taken).toEqual([{ what: 'invitations', ids: ['s-ida'] }]));
  expect(screen.queryByTestId('send-undo')).toBeNull();
  expect(note()).toBe('');
});

it('closes if nobody is left to whom anything could be sent', async () => {
  await pasted([LINES[0]!, LINES[3]!]);
  await press();
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  expect(sent).toEqual(['ida']);
});

it('names whoever is shown beside a list, and to whom nothing can be sent', async () => {
  await pasted([LINES[0]!, LINES[2]!]);
  await fireEvent.click(screen.getByRole('button', { name: 'Name aiko' }));
  expect(screen.getByRole('group', { name: 'What happens' }).textContent).toMatch(/^\s*Name aiko/);
  await fireEvent.input(screen.getByTestId('send-input'), { target: { value: 'malik' } });
  await waitFor(() => expect(screen.getByTestId('send-submit').textContent).toContain('Send 2'));
  expect(screen.getByRole('group', { name: 'What happens' }).textContent).toMatch(/^\s*Name malik/);
  await fireEvent.input(screen.getByTestId('send-input'), { target: { value: 'gone' } });
  expect((await screen.findByTestId('send-refusal')).textContent).toContain('Not possible for Name gone');
});
