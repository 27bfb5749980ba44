import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { registry, type Action } from '../../actions/registry';
import type { CandidateRow, CandidatesQuery } from '../../generated/api';
import { place } from '../../state/route.svelte';
import { answering } from '../../testing/answering';
import { groups } from '../../words/actions';
import Palette from './Palette.svelte';

const PAUSE = 120;
const person = (name: string, email: string | null = null) =>
  ({ id: name, name, email, assessment: 'Backend Basics', tags: ['senior'] }) as unknown as CandidateRow;
const ran: string[] = [];
const action = (label: string, more: Partial<Action> = {}): Action => ({
  id: label,
  label,
  group: groups.goTo,
  run: () => void ran.push(label),
  ...more,
});
/** What is asked for, and still to be answered. */
let asked: { search: string; answer: (rows: CandidateRow[]) => void; fail: () => void }[];
let forget: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  ran.length = 0;
  asked = [];
  location.hash = '';
  const stop = place.start();
  const take = registry.add([
    action('Candidates', { also: 'table' }),
    action('Settings: Sending', { also: 'interpaul' }),
    action('Remind', { about: 'Paula Weber', group: groups.list }),
  ]);
  forget = () => [stop, take].forEach((one) => one());
  answering({
    candidates: (request) =>
      new Promise((done, failed) => {
        const { search } = request as CandidatesQuery;
        asked.push({ search, answer: (rows) => done({ rows }), fail: () => failed(new Error('gone')) });
      }),
  });
  render(Palette, { onclose: () => undefined });
});
afterEach(() => {
  cleanup();
  forget();
  vi.useRealTimers();
});

const type = (value: string) => fireEvent.input(screen.getByTestId('palette-input'), { target: { value } });
const press = async (key: string) => {
  await fireEvent.keyDown(screen.getByTestId('palette-input'), { key });
  await vi.advanceTimersByTimeAsync(0);
};
const found = async (...rows: CandidateRow[]) => {
  await vi.advanceTimersByTimeAsync(PAUSE);
  asked.at(-1)?.answer(rows);
  await vi.advanceTimersByTimeAsync(0);
  await tick();
};
const listed = () => screen.queryAllByRole('option').map((one) => one.querySelector('.ell')?.textContent);
const marked = () => screen.queryByRole('option', { selected: true })?.querySelector('.ell')?.textContent;

it('what is called so comes first and stays marked when people come', async () => {
  await type('ca');
  expect([listed(), marked()]).toEqual([['Candidates'], 'Candidates']);
  await found(person('Carla Ruiz'), person('Ana', 'ana@cats.example'));
  expect(listed()).toEqual(['Candidates', 'Carla Ruiz', 'Ana']);
  expect(marked()).toBe('Candidates');
  await press('Enter');
  expect(ran).toEqual(['Candidates']);
});

it('for a name nothing is marked until it is known whose it is, and then the first', async () => {
  await type('paul');
  expect(marked(), 'what could be done with somebody else is not meant').toBeUndefined();
  await press('Enter');
  expect(ran).toEqual([]);
  await found(person('Paul Okafor'));
  expect(listed()).toEqual(['Paul Okafor', 'Settings: Sending', 'Remind']);
  expect(marked()).toBe('Paul Okafor');
  await press('Enter');
  expect(location.hash).toBe('#/candidates/Paul%20Okafor');
});

it('one who was found stays marked while more of the name is typed', async () => {
  await type('pa');
  await found(person('Pam Li'), person('Paul Okafor'));
  await type('pau');
  expect([listed()[0], marked()]).toEqual(['Paul Okafor', 'Paul Okafor']);
  await found(person('Paul Abt'), person('Paul Okafor'));
  expect(marked()).toBe('Paul Okafor');
});

it('whoever was found for another text and does not hold this one is not there', async () => {
  await type('pau');
  await found(person('Paul Okafor', 'paul@example.com'));
  await type('se: s');
  expect(listed()).not.toContain('Paul Okafor');
  await type('settings');
  expect(marked()).toBe('Settings: Sending');
});

it('people are found by their name and address, not by a tag or a posting', async () => {
  await type('senior');
  await found(person('Zoë Brandt'), person('Senior Diaz'), person('Kim', 'senior@example.com'));
  expect(listed()).toEqual(['Senior Diaz', 'Kim']);
  const beside = screen.getAllByRole('option').map((one) => one.querySelector('.group')?.textContent);
  expect(beside, 'what was found of them is there to be read').toEqual(['Backend Basics', 'senior@example.com']);
  await type('zoe br');
  await found(person('Zoë Brandt'));
  expect(listed(), 'however the letters are written').toEqual(['Zoë Brandt']);
  await type('ref f-7k3');
  await found(person('Aiko Tanaka'));
  expect(listed(), 'by the reference, which no row says').toEqual(['Aiko Tanaka']);
});

it('what else is found is marked once nobody is called so, or nobody can be asked', async () => {
  await type('paula');
  await found();
  expect([listed(), marked()]).toEqual([['Remind'], 'Remind']);
  await type('weber');
  await vi.advanceTimersByTimeAsync(PAUSE);
  asked.at(-1)?.fail();
  await vi.advanceTimersByTimeAsync(0);
  await tick();
  expect(marked()).toBe('Remind');
});
