import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlaybookView, SavePlaybook, Status } from '../../generated/api';
import { patched } from '../../lib/changed';
import { playbooks } from '../../state/app.svelte';
import { toasts } from '../../state/toasts.svelte';
import { undo } from '../../state/undo.svelte';
import { answering } from '../../testing/answering';
import OnePlaybook from '../../testing/OnePlaybook.svelte';
import { playbook } from '../../testing/playbook';
import { changedWords as words } from '../../words/changed';
import { commonWords } from '../../words/common';
import { leavingWords } from '../../words/leaving';
import { playbookWords } from '../../words/playbook';
import { undoWords } from '../../words/undo';
import Leaving from './Leaving.svelte';
import Limits from './Limits.svelte';
import Moves from './Moves.svelte';
import Trigger from './Trigger.svelte';

/** The playbook as the application layer has it. */
let kept: PlaybookView;
let saved: Partial<SavePlaybook>[];
let refuse: string | null;

beforeEach(() => {
  saved = [];
  refuse = null;
  const save = ({ id, ...request }: SavePlaybook) => {
    const patch = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null));
    saved.push(patch);
    expect(id).toBe(kept.id);
    return (kept = patched(kept, patch));
  };
  answering(
    {
      stages: () => [{ id: 'onsite', text: 'On-site' }],
      postings: () => [],
      stage_counts: () => [],
      preview_trigger: () => ({ people: [], reasons: [], blocked: null, wouldInvite: 0, notAddressed: 0 }),
      playbooks: () => [kept],
      save_playbook: (request) => save(request as SavePlaybook),
    },
    () => refuse,
  );
  undo.clear();
});
afterEach(cleanup);

function show(part: unknown, change: Partial<PlaybookView>, given = {}) {
  kept = playbook(change);
  playbooks.put([kept]);
  render(OnePlaybook, { part: part as never, given });
}
const { limits, moves } = playbookWords;
const status = { interview: {}, connection: {} } as unknown as Status;
const choose = (label: string) => userEvent.click(screen.getByRole('radio', { name: label }));
const radio = (label: string) => screen.getByRole<HTMLInputElement>('radio', { name: label });
const said = () => toasts.items.map(({ text, detail }) => [text, detail]);

describe('a change of a playbook', () => {
  it('says the field, what it was and what it is, and is undone to exactly what was there', async () => {
    show(Limits, { on: true, hourlyCap: 60 });
    const cap = screen.getByTestId<HTMLInputElement>('limit-hourlyCap');
    await userEvent.clear(cap);
    await userEvent.type(cap, '40');
    await userEvent.tab();
    await waitFor(() => expect(saved).toEqual([{ hourlyCap: 40 }]));
    expect(said()).toEqual([['Changed: Invitations at most.', 'From “60 an hour” to “40 an hour”.']]);
    await undo.last();
    expect(saved).toEqual([{ hourlyCap: 40 }, { hourlyCap: 60 }]);
    expect(said()).toEqual([['Undone. Invitations at most: 60 an hour.', null]]);
    await waitFor(() => expect(cap.value).toBe('60'));
  });

  it('is not undone over what somebody changed since, and that is said', async () => {
    show(Limits, { hourlyCap: 60, rescreening: 'leave_out' });
    await choose(limits.rescreening.rules.ask);
    await waitFor(() => expect(saved).toHaveLength(1));
    kept = { ...kept, rescreening: 'reuse' };
    await undo.last();
    expect(saved).toHaveLength(1);
    expect(said()).toEqual([[undoWords.notUndone, undoWords.changedSince]]);
  });

  it('asks first if it is risky and the playbook is on; without a yes everything is as it was', async () => {
    show(Limits, { on: true, rescreening: 'leave_out' });
    const { leave_out, send_again } = limits.rescreening.rules;
    await choose(send_again);
    const dialog = await screen.findByRole('dialog');
    const change = within(dialog).getByTestId('changes').textContent;
    for (const text of [limits.rescreening.label, leave_out, send_again]) expect(change).toContain(text);
    within(dialog).getByText(words.concerns.sendAgain);
    await userEvent.click(within(dialog).getByRole('button', { name: commonWords.cancel }));
    await waitFor(() => expect(radio(leave_out).checked).toBe(true));
    expect([saved, said()]).toEqual([[], []]);
    await choose(send_again);
    await userEvent.click(await screen.findByTestId('change-confirm'));
    await waitFor(() => expect(saved).toEqual([{ rescreening: 'send_again' }]));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(radio(send_again).checked).toBe(true);
  });

  it('asks nothing while the playbook is off, nor where less happens than before', async () => {
    show(Limits, { on: false, rescreening: 'leave_out' });
    await choose(limits.rescreening.rules.send_again);
    await waitFor(() => expect(saved).toHaveLength(1));
    cleanup();
    show(Leaving, { on: true });
    const row = within(screen.getByTestId('leaving-archived'));
    await userEvent.click(row.getByRole('radio', { name: leavingWords.rules.keep }));
    await waitFor(() => expect(saved).toHaveLength(2));
    expect(said().at(-1)?.[0]).toBe('Changed: When a candidate leaves: Archived in Lever.');
    await userEvent.click(row.getByRole('radio', { name: leavingWords.rules.cancel }));
    await screen.findByText(words.concerns.cancel);
  });

  it('asks before whoever is snoozed is invited, too', async () => {
    show(Limits, { on: true, skipSnoozed: true });
    await userEvent.click(screen.getByRole('switch', { name: limits.skipSnoozed.label }));
    await screen.findByText(words.concerns.skipSnoozed);
    await userEvent.click(screen.getByTestId('change-confirm'));
    await waitFor(() => expect(saved).toEqual([{ skipSnoozed: false }]));
  });

  it('asks before a playbook cannot be used by hand any more, though nothing triggers it', async () => {
    show(Trigger, { on: false, byHand: true }, { status });
    await userEvent.click(screen.getByTestId('by-hand'));
    await screen.findByText(words.concerns.byHand);
    await userEvent.click(screen.getByTestId('change-confirm'));
    await waitFor(() => expect(saved).toEqual([{ byHand: false }]));
    await userEvent.click(screen.getByTestId('by-hand'));
    await waitFor(() => expect(saved[1]).toEqual({ byHand: true }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says of triggers that are on which they were and which they will be, before they are saved', async () => {
    show(Trigger, { on: true, triggers: [{ stageId: 's', stage: 'Phone screen', onSince: 1 }] }, { status });
    await userEvent.click(screen.getByTestId('choose-stages'));
    await userEvent.click(within(await screen.findByTestId('stage-onsite')).getByRole('checkbox'));
    const said = (await screen.findByTestId('changes')).textContent;
    for (const text of [words.triggers.what, 'Phone screen or On-site']) expect(said).toContain(text);
    await userEvent.click(within(screen.getByTestId('stage-onsite')).getByRole('checkbox'));
    expect(screen.queryByTestId('changes')).toBeNull();
  });

  it('tells of moves whither they lead, and asks before they are made without asking', async () => {
    show(Moves, { on: true });
    await userEvent.selectOptions(await screen.findByTestId('moves-4'), 'On-site');
    const row = (await screen.findByTestId('changes')).textContent;
    for (const text of ['Stage after 4 Strong yes', moves.stay, 'On-site']) expect(row).toContain(text);
    screen.getByText(words.concerns.moves(false));
    await userEvent.click(screen.getByTestId('change-confirm'));
    await waitFor(() => expect(saved[0]?.moves?.byScore).toEqual([{ score: 4, stageId: 'onsite' }]));
    await userEvent.click(screen.getByTestId('moves-automatic'));
    await screen.findByText(words.concerns.automatic);
    await userEvent.click(screen.getByTestId('change-confirm'));
    await waitFor(() => expect(saved[1]?.moves?.automatic).toBe(true));
    await userEvent.click(screen.getByTestId('moves-automatic'));
    await waitFor(() => expect(saved[2]?.moves?.automatic).toBe(false));
  });

  it('shows what was there again when it is refused', async () => {
    show(Limits, { rescreening: 'leave_out' });
    refuse = 'Not now.';
    await choose(limits.rescreening.rules.reuse);
    await waitFor(() => expect(said()[0]?.[1]).toContain('Not now.'));
    await waitFor(() => expect(radio(limits.rescreening.rules.leave_out).checked).toBe(true));
    expect(undo.all()).toEqual([]);
  });
});

describe('switching on', () => {
  const triggers = [{ stageId: 'onsite', stage: 'On-site', onSince: null }];
  const send = () => screen.queryByRole('link', { name: playbookWords.trigger.whatToSend });

  it('waits until the playbook names something to send, and leads there', async () => {
    show(Trigger, { assessmentId: null, assessment: null, triggers }, { status });
    await waitFor(() => expect(send()).not.toBeNull());
    expect(send()!.getAttribute('href')).toContain('part=assessment');
    expect(screen.getByTestId<HTMLButtonElement>('switch-on').disabled).toBe(true);
  });

  it('is possible with an assessment for one stage alone', async () => {
    const stageAssessments = [{ stageId: 'onsite', stage: 'On-site', assessmentId: 'a', assessment: 'Basics' }];
    show(Trigger, { assessmentId: null, assessment: null, triggers, stageAssessments }, { status });
    await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>('switch-on').disabled).toBe(false));
    expect(send()).toBeNull();
  });
});
