import { beforeEach, expect, it } from 'vitest';
import type { AppError, PersonHit, SendPreview } from '../generated/api';
import type { Platform } from '../platform';
import { useBackend } from './backend';
import { Batch } from './batch.svelte';
import { reason, standing } from './standing';

const flush = () => new Promise((resolve) => setTimeout(resolve));
const sent: unknown[] = [];
let refuses: string | null = null;

function person(id: string): PersonHit {
  return {
    opportunityId: id,
    name: `Name ${id}`,
    email: `${id}@example.org`,
    posting: null,
    stage: null,
    obstacle: null,
  };
}

function preview(id: string, assessmentId: string | null, playbookId: string | null = null): SendPreview {
  return {
    person: person(id),
    assessmentId: assessmentId ?? 'default',
    assessment: assessmentId ?? 'default',
    chosenBy: '',
    mailSubject: '',
    mailText: '',
    mailWillBeSent: true,
    tags: [],
    refusal: id === 'archived' ? 'Archived in Lever.' : null,
    question: id === 'again' ? 'Was screened before.' : null,
    checks: [],
    playbookId: playbookId ?? 'screening',
    playbookChosenBy: '',
    playbooks: ['screening', 'kit'].map((one) => ({ id: one, name: one, obstacle: null })),
  };
}

beforeEach(() => {
  sent.length = 0;
  refuses = null;
  useBackend({
    call: async (
      name: string,
      request: { opportunityId: string; assessmentId: string | null; playbookId: string | null; text: string },
    ) => {
      if (name === 'preview_send') return preview(request.opportunityId, request.assessmentId, request.playbookId);
      if (name === 'find_people') {
        const id = request.text.split('@')[0] ?? '';
        const found = { nobody: [], twice: ['one', 'two'], 'Name a': ['a'], selma: ['b'], 'F-7K3Q9M': ['c'] }[id] ?? [
          id,
        ];
        return { people: found.map(person), note: null };
      }
      if (request.opportunityId === refuses) {
        throw { code: 'not_eligible', message: 'Archived just now.', details: null } as unknown as AppError;
      }
      sent.push(request);
      return { screeningId: `s-${request.opportunityId}`, holdUntil: 1_000 + sent.length };
    },
    onChange: () => () => {},
    keep: () => {},
    zoom: null,
    begin: () => Promise.resolve(null),
  } as unknown as Platform);
});

it('says of each who can be sent to, who cannot and why', async () => {
  const batch = new Batch();
  const all = ['a', 'archived', 'again', 'nobody', 'twice', 'a'].map((id) => `${id}@example.org`);
  expect(await batch.addAddresses(all)).toBe(true);
  await flush();
  expect(
    batch.inOrder.map((entry) => entry.key),
    'who gets it comes first, and who cannot last',
  ).toEqual(['a', 'again', 'twice@example.org', 'archived', 'nobody@example.org']);
  const seen = Object.fromEntries(batch.entries.map((entry) => [entry.key, [standing(entry), reason(entry)]]));
  expect(seen).toEqual({
    a: ['ready', null],
    archived: ['refused', 'Archived in Lever.'],
    again: ['asks', null],
    'nobody@example.org': ['refused', 'Nobody in Lever has this e-mail address.'],
    'twice@example.org': ['which', null],
  });
});

it('lets one of those who share an address be chosen', async () => {
  const batch = new Batch();
  await batch.addAddresses(['twice@example.org', 'two@example.org']);
  await flush();
  const twice = batch.entries[0]!;
  expect(twice.choices.map((choice) => choice.opportunityId)).toEqual(['one', 'two']);
  batch.pick(twice.key, twice.choices[0]!);
  await flush();
  expect(batch.ready.map((entry) => entry.key)).toEqual(['one', 'two']);

  await batch.addAddresses(['twice@example.org']);
  batch.pick('twice@example.org', person('two'));
  expect(
    batch.entries.map((entry) => entry.key),
    'nobody is on the list twice',
  ).toEqual(['one', 'two']);
});

it('sends to all that can with one press, and only with a yes where one is asked for', async () => {
  const batch = new Batch();
  for (const id of ['a', 'archived', 'again', 'b']) batch.add(person(id));
  await flush();
  refuses = 'b';
  batch.entries.find((entry) => entry.key === 'again')!.anyway = true;
  expect(await batch.send()).toEqual({
    to: [
      { screeningId: 's-a', opportunityId: 'a', name: 'Name a' },
      { screeningId: 's-again', opportunityId: 'again', name: 'Name again' },
    ],
    holdUntil: 1_002,
    failed: 1,
  });
  expect(sent).toEqual([
    { opportunityId: 'a', assessmentId: 'default', playbookId: 'screening', anyway: false, with: [] },
    { opportunityId: 'again', assessmentId: 'default', playbookId: 'screening', anyway: true, with: ['s-a'] },
  ]);
  expect(batch.entries.map((entry) => [entry.key, reason(entry)])).toEqual([
    ['archived', 'Archived in Lever.'],
    ['b', 'Archived just now.'],
  ]);
});

it('takes several at once, each once, and says if they are too many', async () => {
  const batch = new Batch();
  expect(batch.addAll(['a', 'archived', 'a'].map(person))).toBe(true);
  await flush();
  expect(batch.entries.map((entry) => [entry.key, standing(entry)])).toEqual([
    ['a', 'ready'],
    ['archived', 'refused'],
  ]);
  expect(batch.addAll(Array.from({ length: 60 }, (_, n) => person(`p${n}`)))).toBe(false);
  expect(batch.entries).toHaveLength(50);
});

it('takes whoever is called exactly as a line says, and asks about anybody else', async () => {
  const batch = new Batch();
  await batch.addAddresses(['Name a', 'selma', 'F-7K3Q9M']);
  await flush();
  const seen = batch.entries.map((entry) => [entry.key, standing(entry)]);
  expect(seen).toEqual([
    ['a', 'ready'],
    ['selma', 'which'],
    ['c', 'ready'],
  ]);
});

it('another assessment is looked at anew for everybody', async () => {
  const batch = new Batch();
  batch.add(person('again'));
  await flush();
  batch.entries[0]!.anyway = true;
  batch.choose('sales');
  expect(batch.ready).toEqual([]);
  await flush();
  expect(batch.entries[0]!.preview?.assessmentId).toBe('sales');
  expect(standing(batch.entries[0]!), 'the yes was to something else').toBe('asks');
});

it('another playbook is looked at anew for everybody, and is the one by which it is sent', async () => {
  const batch = new Batch();
  batch.addAll(['a', 'b'].map(person));
  await flush();
  expect(batch.playbooks.map((one) => one.id)).toEqual(['screening', 'kit']);
  batch.choosePlaybook('kit');
  expect(batch.ready, 'until it is previewed').toEqual([]);
  await flush();
  await batch.send();
  expect(sent).toEqual([
    { opportunityId: 'a', assessmentId: 'default', playbookId: 'kit', anyway: false, with: [] },
    { opportunityId: 'b', assessmentId: 'default', playbookId: 'kit', anyway: false, with: ['s-a'] },
  ]);
});
