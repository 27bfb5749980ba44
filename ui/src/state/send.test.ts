import { beforeEach, describe, expect, it } from 'vitest';
import type { AppError, SendPreview } from '../generated/api';
import type { Platform } from '../platform';
import { useBackend } from './backend';
import { Batch } from './batch.svelte';
import { Sending } from './send.svelte';
import { reason, standing } from './standing';

const flush = () => new Promise((resolve) => setTimeout(resolve));
const offline = { code: 'offline', message: 'Lever cannot be reached.', details: null } as unknown as AppError;
/** Searches that wait for their answer, by what was looked for. */
const waiting = new Map<string, { answer: (id: string | null) => void; fail: (error: AppError) => void }>();
const sent: string[] = [];
/** With which playbook it was sent. */
const playbooks: (string | null)[] = [];
let unreachable = false;
/** This playbook cannot serve any more. */
let off: string | null = null;
const refused = { code: 'invalid_input', message: 'The playbook is off.', details: null } as unknown as AppError;

interface Request {
  text: string;
  opportunityId: string;
  assessmentId: string | null;
  playbookId: string | null;
}

const preview = ({ opportunityId, assessmentId, playbookId }: Request) =>
  ({
    person: { opportunityId, name: opportunityId },
    assessmentId: assessmentId ?? `of ${playbookId ?? 'screening'}`,
    playbookId: playbookId ?? 'screening',
    playbooks: [],
    refusal: null,
    question: null,
    tags: [],
    checks: [],
  }) as unknown as SendPreview;

beforeEach(() => {
  waiting.clear();
  sent.length = 0;
  playbooks.length = 0;
  off = null;
  unreachable = false;
  useBackend({
    call: (name: string, request: Request) => {
      if (unreachable) return Promise.reject(offline);
      if (off !== null && request.playbookId === off) return Promise.reject(refused);
      if (name === 'preview_send') return Promise.resolve(preview(request));
      if (name === 'send_now') {
        sent.push(request.opportunityId);
        playbooks.push(request.playbookId);
        return Promise.resolve({ screeningId: 's', holdUntil: null });
      }
      return new Promise((resolve, reject) =>
        waiting.set(request.text, {
          answer: (id) => resolve({ people: id === null ? [] : [{ opportunityId: id, name: id }], note: null }),
          fail: reject,
        }),
      );
    },
    onChange: () => () => {},
    keep: () => {},
    zoom: null,
    begin: () => Promise.resolve(null),
  } as unknown as Platform);
});

/** Types, lets it be looked for, and answers. */
async function typed(sending: Sending, text: string, id: string | null) {
  sending.text = text;
  const found = sending.find(text);
  waiting.get(text)?.answer(id);
  await found;
  await flush();
}

describe('what is sent', () => {
  it('is never what an earlier text found', async () => {
    const sending = new Sending();
    await typed(sending, 'selma', 'selma');
    expect(sending.ready).toBe(true);

    sending.text = 'kwame@example.org';
    expect(sending.ready, 'before the search has begun').toBe(false);
    expect(await sending.send()).toBeNull();
    const found = sending.find('kwame@example.org');
    expect(sending.ready, 'while it goes on').toBe(false);
    expect(await sending.send()).toBeNull();
    waiting.get('kwame@example.org')!.answer('kwame');
    await found;
    await flush();
    await sending.send();
    expect(sent).toEqual(['kwame']);
  });

  it('is nothing once a search failed, was emptied, or found nobody', async () => {
    const sending = new Sending();
    await typed(sending, 'selma', 'selma');
    sending.text = 'kwame@example.org';
    const found = sending.find('kwame@example.org');
    waiting.get('kwame@example.org')!.fail(offline);
    await found;
    expect([sending.chosen, sending.preview, sending.found, sending.ready]).toEqual([null, null, null, false]);
    expect(sending.error?.code).toBe('offline');

    await typed(sending, 'selma', 'selma');
    expect([sending.ready, sending.error]).toEqual([true, null]);
    sending.text = '';
    await sending.find('');
    expect([sending.chosen, sending.preview, sending.ready]).toEqual([null, null, false]);

    await typed(sending, 'selma', 'selma');
    await typed(sending, 'nobody', null);
    expect([sending.chosen, sending.ready]).toEqual([null, false]);
    expect(sent).toEqual([]);
  });

  it('is there again when the text is, without another search', async () => {
    const sending = new Sending();
    await typed(sending, 'selma', 'selma');
    waiting.clear();
    sending.text = 'selmax';
    sending.text = 'selma';
    await sending.find('selma');
    expect(sending.ready).toBe(true);
    expect(waiting.size).toBe(0);
  });

  it('is somebody whose page it was opened on', async () => {
    const sending = new Sending();
    await sending.choose('aiko');
    await sending.find('');
    expect(sending.ready).toBe(true);
  });

  it('is not somebody whom a link of another site names', async () => {
    const sending = new Sending();
    await typed(sending, 'https://evil.example/candidates/selma', 'selma');
    expect(waiting.size, 'Lever is not asked').toBe(0);
    expect([sending.found?.people, sending.ready]).toEqual([[], false]);
  });
});

describe('the playbook', () => {
  it('that was previewed is the one by which it is sent', async () => {
    const sending = new Sending();
    await sending.choose('aiko');
    const looks = sending.choosePlaybook('kit');
    expect(sending.ready, 'until it is previewed').toBe(false);
    expect(await sending.send()).toBeNull();
    await looks;
    expect([sending.preview?.playbookId, sending.preview?.assessmentId]).toEqual(['kit', 'of kit']);
    await sending.chooseAssessment('sales');
    expect([sending.preview?.playbookId, sending.preview?.assessmentId]).toEqual(['kit', 'sales']);
    await sending.send();
    await sending.choose('kwame');
    await sending.send();
    expect([sent, playbooks], 'and is chosen anew for the next').toEqual([
      ['aiko', 'kwame'],
      ['kit', 'screening'],
    ]);
  });

  it('that cannot serve any more is an error, and trying again goes on with the one that fits', async () => {
    const sending = new Sending();
    off = 'kit';
    await sending.choose('aiko', null, 'kit');
    expect([sending.error?.code, sending.ready]).toEqual(['invalid_input', false]);
    await sending.again();
    expect([sending.error, sending.preview?.playbookId, sending.ready]).toEqual([null, 'screening', true]);
  });
});

describe('when the network is back', () => {
  it('the search is made again, and the error goes', async () => {
    const sending = new Sending();
    unreachable = true;
    await typed(sending, 'selma', null);
    expect(sending.error?.code).toBe('offline');
    unreachable = false;
    const again = sending.again();
    await flush();
    waiting.get('selma')!.answer('selma');
    await again;
    await flush();
    expect([sending.error, sending.ready]).toEqual([null, true]);
  });

  it('the lines of the list are looked at again, those that were found and those that were not', async () => {
    const batch = new Batch();
    unreachable = true;
    batch.add({ opportunityId: 'aiko', name: 'Aiko Tanaka' });
    await batch.addAddresses(['kwame@example.org']);
    await flush();
    expect(batch.entries.map((entry) => [standing(entry), entry.offline])).toEqual([
      ['refused', true],
      ['refused', true],
    ]);
    unreachable = false;
    batch.again();
    await flush();
    waiting.get('kwame@example.org')!.answer('kwame');
    await flush();
    await flush();
    expect(batch.entries.map((entry) => [entry.key, standing(entry), reason(entry)])).toEqual([
      ['aiko', 'ready', null],
      ['kwame', 'ready', null],
    ]);
  });

  it('says of a link of another site that it is none of Lever', async () => {
    const batch = new Batch();
    await batch.addAddresses(['https://evil.example/candidates/1']);
    expect(batch.entries.map(reason)).toEqual(['This is not the page of a candidate in Lever.']);
  });
});
