import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CandidateRow, Status } from '../../generated/api';
import { registry } from '../../actions/registry';
import { listenToKeys } from '../../actions/shortcuts';
import { MOST } from '../../lib/pasted';
import { status } from '../../state/app.svelte';
import { bulkRun } from '../../state/bulkrun.svelte';
import { clock } from '../../state/clock.svelte';
import { overlays } from '../../state/overlays.svelte';
import { toasts } from '../../state/toasts.svelte';
import { answering } from '../../testing/answering';
import { send } from '../../words/send';
import SendDialog from '../send/SendDialog.svelte';
import Working from '../shell/Working.svelte';
import BulkBar from './BulkBar.svelte';

const row = (id: string, moveTo: string | null = 'On-site') =>
  ({ id, name: `Person ${id}`, email: null, state: 'reviewed', attention: false, score: 4, moveTo }) as CandidateRow;
const ondone = vi.fn();
let moved: unknown[];

beforeEach(() => {
  moved = [];
  ondone.mockClear();
  answering({
    confirm_moves: (request) => (moved.push(request), { done: 2, tooLate: 0 }),
    preview_send: () => new Promise(() => undefined),
  });
});
afterEach(cleanup);
const open = (rows: CandidateRow[]) => render(BulkBar, { rows, ondone, onclear: () => undefined });

it('several are named, with their stages, before they are moved', async () => {
  open([row('a'), row('b', 'Offer'), row('c', null)]);
  await fireEvent.click(screen.getByTestId('bulk-move'));
  const named = screen.getByTestId('moves-names').textContent;
  for (const said of ['Person a', 'On-site', 'Person b', 'Offer']) expect(named).toContain(said);
  expect(named).not.toContain('Person c');
  expect(moved).toEqual([]);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('moves-confirm')));
  await fireEvent.click(screen.getByTestId('moves-confirm'));
  await waitFor(() => expect(ondone).toHaveBeenCalledWith(['a', 'b']));
  expect(moved).toEqual([{ screeningIds: ['a', 'b'] }]);
  expect(screen.queryByTestId('moves-names')).toBeNull();
});

it('nobody is moved when the names are left', async () => {
  open([row('a'), row('b')]);
  await fireEvent.click(screen.getByTestId('bulk-move'));
  await fireEvent.click(screen.getByText('Cancel'));
  expect(screen.queryByTestId('moves-names')).toBeNull();
  expect(moved).toEqual([]);
});

it('one is moved at once, and the one of several ticked ones who can be is named first', async () => {
  open([row('a'), row('c', null)]);
  await fireEvent.click(screen.getByTestId('bulk-move'));
  expect(screen.getByTestId('moves-names').textContent).toContain('Person a');
  cleanup();
  expect(moved).toEqual([]);
  open([row('a')]);
  await fireEvent.click(screen.getByTestId('bulk-move'));
  await waitFor(() => expect(moved).toEqual([{ screeningIds: ['a'] }]));
});

it('several invitations that are held leave only after a question', async () => {
  const held = (id: string) => ({ ...row(id, null), state: 'held' as const });
  open([held('a'), held('b')]);
  await fireEvent.click(screen.getByTestId('bulk-release'));
  await screen.findByText('Send 2 invitations now?');
});

it('nothing is sent now while Fulcrum is paused, by no button and no key', async () => {
  const sync = (state: 'idle' | 'paused') =>
    status.put({
      sync: { state },
      connection: { state: 'signed_out' },
      setup: { connected: false },
    } as unknown as Status);
  open([{ ...row('a', null), state: 'held' }]);
  const offered = () => registry.available().some(({ id }) => id === 'ticked.release');
  sync('paused');
  await waitFor(() => expect(screen.queryByTestId('bulk-release')).toBeNull());
  expect(offered()).toBe(false);
  sync('idle');
  await screen.findByTestId('bulk-release');
  expect(offered()).toBe(true);
});

describe('what the buttons do', () => {
  const named = () => registry.available().map(({ label }) => label);

  it('is in the palette with the number of those that it is done with, while rows are ticked', () => {
    open([row('a'), { ...row('b', null), state: 'invited', email: 'b@example.com' }, row('c', null)]);
    expect(named()).toEqual([
      'Move 1 candidate',
      'Remind 1 candidate',
      'Send the mail again to 1 candidate',
      'Call off 1 screening',
      'Copy the addresses of 3 candidates',
    ]);
    cleanup();
    expect(named()).toEqual([]);
  });

  it('has the key that its button says, and asks as its button does', async () => {
    const stop = listenToKeys(registry, window, () => false);
    open([row('a'), row('b', 'Offer')]);
    const button = screen.getByTestId('bulk-move');
    expect(button.getAttribute('aria-keyshortcuts')).toBe('m');
    expect(button.title).toBe('Move 2 candidates (M)');
    await fireEvent.keyDown(document.body, { key: 'm' });
    expect(screen.getByTestId('moves-names').textContent).toContain('Person a');
    expect(moved).toEqual([]);
    stop();
  });
});

it('a screening for more than can have one at once says for how many, and who gets none', async () => {
  const idle = { sync: { state: 'idle' }, connection: { state: 'signed_in' }, setup: { connected: true } };
  status.put(idle as unknown as Status);
  const people = Array.from({ length: MOST + 1 }, (_, at) => ({ ...row(`s${at}`, null), opportunityId: `o${at}` }));
  open(people);
  const button = screen.getByTestId('bulk-send');
  expect(button.textContent).toContain(`(${MOST})`);
  expect(button.title).toContain(`the first ${MOST} of ${MOST + 1}`);
  await fireEvent.click(button);
  expect(overlays.open).toMatchObject({ kind: 'send', people: { length: people.length } });
  render(SendDialog, { opportunityId: null, persons: people, onclose: () => undefined });
  await waitFor(() => expect(screen.getByTestId('send-note').textContent).toBe(send.tooMany(MOST)));
});

it('the focus goes back to the row of the keyboard when the bar that has it goes', async () => {
  document.body.innerHTML = '<div data-row="b"><a href="#b" data-row-main tabindex="0">Person b</a></div>';
  const { unmount } = open([row('a'), row('b')]);
  screen.getByTestId('bulk-clear').focus();
  unmount();
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Person b'));
  document.body.replaceChildren();
});

describe('what is done with one after the other', () => {
  const open = (id: string) => ({ ...row(id, null), state: 'invited' as const });
  /** Answers of the application layer that are still to come. */
  let answers: (() => void)[];
  const asked = () => answers.length;
  const answer = async (n: number) => {
    answers[n - 1]?.();
    await waitFor(() => expect(bulkRun.now === null || asked() > n).toBe(true));
  };
  const far = () => screen.getByTestId('bulk-far').textContent;
  const confirmed = async (rows: CandidateRow[]) => {
    const bar = render(BulkBar, { rows, ondone, onclear: () => undefined });
    await fireEvent.click(screen.getByTestId('bulk-cancel'));
    await fireEvent.click(await screen.findByTestId('bulk-confirm'));
    await waitFor(() => expect(asked()).toBe(1));
    return bar;
  };

  beforeEach(() => {
    answers = [];
    answering({ cancel_screening: () => new Promise<void>((done) => void answers.push(done)) });
  });

  it('the question goes at once, the bar says how far it is, and a press stops it', async () => {
    const { rerender } = await confirmed([open('a'), open('b'), open('c')]);
    expect(document.querySelector('dialog')).toBeNull();
    expect(far()).toBe('0 of 3, 3 to go');
    expect(document.activeElement, 'Enter and Space stop it').toBe(screen.getByTestId('bulk-stop'));
    // Who is listed now decides nothing any more.
    await rerender({ rows: [open('c'), open('d')], ondone, onclear: () => undefined });
    await answer(1);
    expect(far()).toBe('1 of 3, 2 to go');
    await fireEvent.click(screen.getByTestId('bulk-stop'));
    expect(screen.getByTestId('bulk-stop').getAttribute('aria-busy')).toBe('true');
    await answer(2);
    expect(asked()).toBe(2);
    expect(ondone).toHaveBeenCalledWith(['a', 'b']);
    await screen.findByTestId('bulk-cancel');
    expect(screen.queryByTestId('bulk-stop')).toBeNull();
    expect(toasts.items.map(({ detail }) => detail)).toEqual(['Stopped after 2 of 3: the 1 other stays as it is.']);
  });

  it('Escape stops it, and nothing else begins meanwhile', async () => {
    const stop = listenToKeys(registry, window, () => false);
    await confirmed([open('a'), open('b')]);
    await fireEvent.keyDown(document.body, { key: 'y' });
    await fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(bulkRun.now?.stopping).toBe(true);
    await answer(1);
    expect([asked(), bulkRun.now]).toEqual([1, null]);
    stop();
  });

  it('another page says it, too, and stops it; whom it was done with is not ticked any more', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const stop = clock.start();
    const { unmount } = await confirmed([open('a'), open('b'), open('c')]);
    render(Working);
    vi.advanceTimersByTime(2_000);
    await tick();
    expect(screen.queryByTestId('working'), 'the bar says it').toBeNull();
    unmount();
    await tick();
    expect(screen.getByTestId('working').textContent).toContain('0 of 3, 3 to go');
    expect(registry.available().map(({ label }) => label)).toEqual(['Stop: calling off']);
    await fireEvent.click(screen.getByTestId('working-stop'));
    await answer(1);
    expect([asked(), bulkRun.now]).toEqual([1, null]);
    expect(['a', 'b'].map((id) => bulkRun.wasDone(id))).toEqual([true, false]);
    expect(ondone).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.queryByTestId('working')).toBeNull());
    stop();
    vi.useRealTimers();
  });
});
