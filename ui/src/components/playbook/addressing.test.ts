import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlaybookView, PostingFields, PreviewPerson, SavePlaybook } from '../../generated/api';
import { EVERYBODY } from '../../lib/addressing';
import { assessments, playbooks } from '../../state/app.svelte';
import { postingFields } from '../../state/playbook';
import { toasts } from '../../state/toasts.svelte';
import { undo } from '../../state/undo.svelte';
import { answering } from '../../testing/answering';
import OnePlaybook from '../../testing/OnePlaybook.svelte';
import { playbook } from '../../testing/playbook';
import { addressingWords } from '../../words/addressing';
import { changedWords } from '../../words/changed';
import { commonWords } from '../../words/common';
import { undoWords } from '../../words/undo';
import PeoplePicker from './PeoplePicker.svelte';
import PlaybookList from './PlaybookList.svelte';
import Which from './Which.svelte';
import Who from './Who.svelte';

const { who, which, several } = addressingWords;
const fields: PostingFields = {
  postings: [{ id: 'b', title: 'Backend Engineer', detail: 'Platform' }],
  tags: [],
  teams: ['Platform', 'Motion'],
  departments: [],
  locations: [],
};
const book = (id: string, change: Partial<PlaybookView> = {}) => playbook({ id, name: id.toUpperCase(), ...change });

let saved: SavePlaybook[];
let orders: string[][];
let refuse: string | null;

beforeEach(() => {
  saved = [];
  orders = [];
  refuse = null;
  answering(
    {
      stages: () => [
        { id: 'o', text: 'Offer' },
        { id: 's', text: 'Phone screen' },
      ],
      save_playbook: (request) => {
        saved.push(request as SavePlaybook);
        return book('p');
      },
      check_posting_tag: (request) => {
        const { pattern } = request as { pattern: string };
        return { problem: pattern.split('{id}').length === 2 ? null : 'Once, please.' };
      },
      playbooks: () => (orders.at(-1) ?? ['p', 'q']).map((id) => book(id)),
      order_playbooks: (request) => {
        const ids = (request as { playbookIds: string[] }).playbookIds;
        orders.push(ids);
        return ids.map((id) => book(id));
      },
    },
    () => refuse,
  );
  postingFields.put(fields);
  assessments.put([
    { id: 'a', name: 'Basics' },
    { id: 'c', name: 'Calm' },
  ] as never);
});
afterEach(cleanup);

describe('whom a playbook is for', () => {
  it('counts only once it is saved, and “all” forgets which postings were chosen', async () => {
    render(Who, { playbook: book('p', { conditions: { ...EVERYBODY, teams: ['Motion'] } }) });
    await userEvent.click(screen.getByTestId('who-change'));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: who.postings.some }).checked).toBe(true);
    await userEvent.click(screen.getByRole('checkbox', { name: who.origins.names.agency }));
    await userEvent.click(screen.getByRole('radio', { name: who.postings.all }));
    expect(screen.getByTestId('who-said').textContent).toContain('any posting who came by an agency');
    expect(saved).toEqual([]);
    await userEvent.click(screen.getByTestId('who-save'));
    await waitFor(() => expect(saved[0]?.conditions).toEqual({ ...EVERYBODY, origins: ['agency'] }));
  });

  it('says of a playbook that is on what was chosen and what is, posting by posting', async () => {
    const titles = ['Backend Engineer', 'Designer', 'Writer', 'Driver'];
    postingFields.put({ ...fields, postings: titles.map((title) => ({ id: title, title, detail: null })) });
    const postingIds = titles.slice(0, 3);
    render(Who, { playbook: book('p', { on: true, conditions: { ...EVERYBODY, postingIds } }) });
    await userEvent.click(screen.getByTestId('who-change'));
    expect(screen.queryByTestId('changes')).toBeNull();
    await userEvent.click(screen.getByTestId('who-postingIds'));
    await userEvent.click(await screen.findByLabelText('Writer'));
    await userEvent.click(screen.getByLabelText('Driver'));
    const said = (await screen.findByTestId('changes')).textContent;
    expect(said).toContain('Backend Engineer, Designer or Writer');
    expect(said).toContain('Backend Engineer, Designer or Driver');
    await userEvent.click(screen.getByTestId('who-save'));
    await waitFor(() => expect(saved[0]?.conditions?.postingIds).toEqual(['Backend Engineer', 'Designer', 'Driver']));
    expect(toasts.items.map(({ text }) => text)).toEqual(['Changed: Posting.']);
  });

  it('saves nothing if nothing was changed', async () => {
    render(Who, { playbook: book('p') });
    await userEvent.click(screen.getByTestId('who-change'));
    await userEvent.click(screen.getByTestId('who-save'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('who-change')));
    expect(saved).toEqual([]);
  });
});

describe('which assessment', () => {
  const show = async (change: Partial<PlaybookView> = {}) => {
    render(Which, { playbook: book('p', change), wanted: null, onopened: () => {} });
    await screen.findByTestId('playbook-assessment');
  };

  it('may be none by default', async () => {
    await show();
    await userEvent.selectOptions(screen.getByTestId('playbook-assessment'), which.fallback.none);
    await waitFor(() => expect(saved[0]?.assessmentId).toBe(''));
  });

  it('begins a stage’s own default with nothing, and saves it once an assessment is chosen', async () => {
    playbooks.put([book('p')]);
    render(OnePlaybook, { part: Which as never, given: { wanted: null, onopened: () => {} } });
    await userEvent.selectOptions(await screen.findByTestId('stage-default-add'), 'Phone screen');
    const row = await screen.findByTestId<HTMLSelectElement>('stage-default-s');
    await waitFor(() => expect(document.activeElement).toBe(row));
    expect([row.value, saved]).toEqual(['', []]);
    await userEvent.click(screen.getByRole('button', { name: which.stages.removeOf('Phone screen') }));
    expect([screen.queryByTestId('stage-default-s'), saved]).toEqual([null, []]);
    await userEvent.selectOptions(screen.getByTestId('stage-default-add'), 'Phone screen');
    await userEvent.selectOptions(await screen.findByTestId('stage-default-s'), 'Calm');
    await waitFor(() => expect(saved[0]?.stageAssessments).toEqual([{ stageId: 's', assessmentId: 'c' }]));
  });

  it('says while a posting tag is typed what it means, or what is wrong with it', async () => {
    await show();
    await userEvent.click(screen.getByTestId('posting-tag-change'));
    await userEvent.type(screen.getByTestId('posting-tag'), 'Hubert: {{id}');
    screen.getByText(which.postingTag.means('Hubert: Basics', 'Basics'));
    const field = screen.getByTestId('posting-tag');
    await userEvent.type(field, '{{id}');
    const problem = await screen.findByText('Once, please.');
    expect(field.getAttribute('aria-describedby')).toContain(problem.id);
    expect([field.getAttribute('aria-invalid'), saved]).toEqual(['true', []]);
    refuse = 'Not now.';
    await userEvent.type(field, '!{Enter}');
    await screen.findByText('Not now.');
    refuse = null;
    await userEvent.clear(field);
    await userEvent.type(field, 'Hubert: {{id}!');
    expect([screen.queryByText('Not now.'), screen.queryByText('Once, please.')]).toEqual([null, null]);
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(saved[0]?.postingTag).toBe('Hubert: {id}!'));
  });

  it('offers a posting the trigger stages first, and says what another one means', async () => {
    const triggers = [{ stageId: 's', stage: 'Phone screen', onSince: 1 }];
    await show({ on: true, triggers });
    await userEvent.click(screen.getByTestId('map-add'));
    const stage = screen.getByTestId<HTMLSelectElement>('map-stage');
    const groups = [...stage.querySelectorAll('optgroup')].map(({ label, textContent }) => [
      label,
      textContent?.trim(),
    ]);
    const { triggers: first, others, byHand, none } = which.stageOptions;
    expect(groups).toEqual([
      [first, 'Phone screen'],
      [others, 'Offer'],
    ]);
    await userEvent.selectOptions(stage, 'Offer');
    screen.getByText(byHand('Offer'));
    await userEvent.selectOptions(stage, 'Phone screen');
    expect(screen.queryByText(byHand('Offer'))).toBeNull();
    cleanup();
    await show();
    await userEvent.click(screen.getByTestId('map-add'));
    screen.getByText(none);
    expect(screen.getByTestId('map-stage').querySelector('optgroup')).toBeNull();
  });

  it('wants a new yes when something else is chosen after the tick', async () => {
    await show();
    await userEvent.click(screen.getByTestId('map-add'));
    await userEvent.click(screen.getByTestId('map-posting-b'));
    await userEvent.selectOptions(screen.getByTestId('map-assessment'), 'Calm');
    await userEvent.click(screen.getByTestId('map-correct'));
    const confirm = screen.getByTestId<HTMLButtonElement>('map-confirm');
    expect(confirm.disabled).toBe(false);
    await userEvent.selectOptions(screen.getByTestId('map-stage'), 'Phone screen');
    expect(confirm.disabled).toBe(true);
    await userEvent.click(screen.getByTestId('map-correct'));
    refuse = 'It is gone.';
    await userEvent.click(confirm);
    await within(screen.getByRole('dialog')).findByText(/It is gone\./);
    refuse = null;
    await userEvent.click(confirm);
    const entry = { postingId: 'b', stageId: 's', assessmentId: 'c' };
    await waitFor(() => expect(saved[0]?.postingAssessments).toEqual([entry]));
    await waitFor(() => expect(screen.queryByTestId('map-confirm')).toBeNull());
  });
});

describe('several playbooks', () => {
  const show = () => {
    playbooks.put([book('p'), book('q')]);
    render(PlaybookList, { all: [book('p'), book('q')], writer: null });
  };

  it('are put into another order by keys, not beyond the ends', async () => {
    show();
    screen.getByTestId('playbook-q').focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{ArrowUp}{/Alt}');
    await waitFor(() => expect(orders).toEqual([['q', 'p']]));
    await waitFor(() => expect(toasts.items.at(-1)?.text).toBe(several.moved('Q', 1)));
    await undo.last();
    expect(orders).toEqual([
      ['q', 'p'],
      ['p', 'q'],
    ]);
    expect(toasts.items.at(-1)?.text).toBe(undoWords.orderBack);
  });

  it('that are on and meet change places only after a yes', async () => {
    const triggers = [{ stageId: 's', stage: 'Phone screen', onSince: 1 }];
    const all = ['p', 'q'].map((id) => book(id, { on: true, triggers }));
    playbooks.put(all);
    render(PlaybookList, { all, writer: null });
    const down = screen.getByRole('button', { name: several.down('P') });
    await userEvent.click(down);
    const dialog = within(await screen.findByRole('dialog'));
    for (const text of ['number 1', 'number 2']) expect(dialog.getByTestId('changes').textContent).toContain(text);
    dialog.getByText(changedWords.concerns.order);
    await userEvent.click(dialog.getByRole('button', { name: commonWords.cancel }));
    expect([orders, playbooks.data?.map(({ id }) => id)]).toEqual([[], ['p', 'q']]);
    await userEvent.click(down);
    await userEvent.click(await screen.findByTestId('change-confirm'));
    await waitFor(() => expect(orders).toEqual([['q', 'p']]));
    await waitFor(() => expect(toasts.items.at(-1)?.text).toBe(several.moved('P', 2)));
  });

  it('go back to their places if the order cannot be kept', async () => {
    show();
    refuse = 'Not now.';
    await userEvent.click(screen.getByRole('button', { name: several.down('P') }));
    await waitFor(() => expect(toasts.items).toHaveLength(1));
    expect(playbooks.data?.map(({ id }) => id)).toEqual(['p', 'q']);
  });
});

describe('a preview', () => {
  const person = (id: string, verdict: string) =>
    ({ opportunityId: id, name: id, verdict, reason: `because ${id}`, enteredAt: null }) as PreviewPerson;

  it('sets those apart for whom the playbook is not; they cannot be ticked', () => {
    const people = [person('Ada', 'invite'), person('Ben', 'skip'), person('Cyd', 'not_addressed')];
    render(PeoplePicker, {
      people,
      picked: [],
      keyOf: (one: PreviewPerson) => one.opportunityId,
      testid: 'list',
      label: 'People',
      onpick: () => {},
    });
    expect(screen.getByTestId('list').textContent).not.toContain('Cyd');
    const others = screen.getByTestId('not-addressed');
    expect(others.textContent).toContain('because Cyd');
    expect(others.querySelector('input')).toBeNull();
    expect(screen.getAllByRole('checkbox')).toHaveLength(2);
  });
});
