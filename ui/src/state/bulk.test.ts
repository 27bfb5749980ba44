import { beforeEach, describe, expect, it } from 'vitest';
import type { CandidateRow } from '../generated/api';
import { useBackend } from './backend';
import { able, doAll, mailable } from './bulk';
import { toasts } from './toasts.svelte';
import { undo } from './undo.svelte';

const row = (id: string, more: Partial<CandidateRow> = {}) =>
  ({
    id,
    name: id,
    email: `${id}@example.com`,
    state: 'invited',
    attention: false,
    moveTo: null,
    ...more,
  }) as CandidateRow;

let asked: [string, unknown][];
let answers: Record<string, (request: { screeningId: string }) => unknown>;

beforeEach(() => {
  asked = [];
  answers = {};
  toasts.clear();
  useBackend({
    call: (command: string, request: unknown) => {
      asked.push([command, request]);
      return Promise.resolve().then(() => answers[command]?.(request as { screeningId: string }) ?? {});
    },
    onChange: () => () => {},
  } as unknown as Parameters<typeof useBackend>[0]);
});

const said = () => toasts.items.map((toast) => [toast.text, toast.detail].filter(Boolean).join(' '));

describe('what is done with many screenings', () => {
  it('reminds whoever is invited and not done', async () => {
    const rows = [
      row('a'),
      row('b', { state: 'submitted' }),
      row('c', { email: null }),
      row('d', { state: 'started' }),
    ];
    const chosen = able('remind', rows);
    expect(chosen.map(({ id }) => id)).toEqual(['a', 'd']);
    expect(await doAll('remind', chosen, () => undefined)).toEqual(['a', 'd']);
    expect(asked.map(([command]) => command)).toEqual(['remind', 'remind']);
    expect(said()).toEqual(['2 reminders on the way.']);
  });

  it('knows beforehand who can have a mail: one in a day, and nobody whom none has reached', async () => {
    const HOUR = 3_600_000;
    const hours = (n: number) => Date.now() + n * HOUR;
    const times = { long: hours(-26), reminded: hours(4), fresh: hours(22), link: null };
    answers.mail_times = () => Object.entries(times).map(([screeningId, from]) => ({ screeningId, from }));
    const rows = ['long', 'reminded', 'fresh', 'link', 'gone'].map((id) => row(id));
    const { now, later, from, never } = await mailable('remind', rows);
    expect([now, later, never].map((some) => some.map(({ id }) => id))).toEqual([
      ['long'],
      ['reminded', 'fresh'],
      ['link', 'gone'],
    ]);
    expect(asked, 'one question, however many').toEqual([
      ['mail_times', { screeningIds: rows.map(({ id }) => id), mail: 'reminder' }],
    ]);
    expect(Math.round(((from ?? 0) - Date.now()) / HOUR)).toBe(4);
  });

  it('holds mails for a moment, and takes them back together', async () => {
    await doAll('again', [row('a'), row('b')], () => undefined);
    expect(asked.map(([, request]) => request)).toEqual([
      { screeningId: 'a', anyway: false },
      { screeningId: 'b', anyway: false },
    ]);
    answers.take_back = () => ({ done: 2, tooLate: 0 });
    await undo.last();
    expect(asked.at(-1)).toEqual(['take_back', { what: 'mails', ids: ['a', 'b'] }]);
    expect(said().at(-1)).toBe('Undone. 2 mails are not sent.');
  });

  it('goes on after one that is refused, and says which reason there was', async () => {
    answers.remind = ({ screeningId }) => {
      if (screeningId === 'a') throw { code: 'too_late', message: 'A day has not passed.', details: null };
    };
    expect(await doAll('remind', [row('a'), row('b')], () => undefined)).toEqual(['b']);
    expect(said().join()).toContain('A day has not passed.');
  });

  it('tries again what is stuck, but sends no mail that may have arrived', async () => {
    const offers = (...ids: string[]) => [{ id: 'x', actions: ids.map((id) => ({ id, label: id })) }];
    const views: Record<string, unknown> = {
      write: { mailState: 'sent', attention: offers('retry', 'skip') },
      refused: { mailState: 'failed', attention: offers('send_again', 'copy_link') },
      unclear: { mailState: 'unclear', attention: offers('send_again', 'copy_link') },
    };
    answers.candidate = ({ screeningId }) => views[screeningId];
    const rows = Object.keys(views).map((id) => row(id, { attention: true }));
    expect(await doAll('retry', rows, () => undefined)).toEqual(['write', 'refused']);
    const settled = asked.filter(([command]) => command === 'settle_attention').map(([, request]) => request);
    expect(settled).toEqual([
      { attentionId: 'x', action: 'retry' },
      { attentionId: 'x', action: 'send_again' },
    ]);
    expect(said().join()).toContain('a decision, not another try');
  });

  it('confirms every move in one go, says how many were settled meanwhile, and takes all of them back', async () => {
    answers.confirm_moves = () => ({ done: 2, tooLate: 1 });
    answers.take_back = () => ({ done: 2, tooLate: 0 });
    const rows = ['a', 'b', 'c'].map((id) => row(id, { state: 'reviewed', moveTo: 'Onsite' }));
    expect(able('move', [...rows, row('d')]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(await doAll('move', rows, () => undefined)).toEqual(['a', 'b', 'c']);
    expect(said()).toEqual(['2 candidates move to the next stage. 1 other was settled meanwhile.']);
    await undo.last();
    expect(asked).toEqual([
      ['confirm_moves', { screeningIds: ['a', 'b', 'c'] }],
      ['take_back', { what: 'moves', ids: ['a', 'b', 'c'] }],
    ]);
    expect(said()).toEqual(['Undone. 2 candidates wait for your yes again.']);
  });

  it('leaves everybody ticked if no move could be confirmed', async () => {
    answers.confirm_moves = () => {
      throw { code: 'too_late', message: 'The move is settled already.', details: null };
    };
    expect(await doAll('move', [row('a', { moveTo: 'Onsite' })], () => undefined)).toEqual([]);
    expect(said()).toEqual(['That cannot be done any more The move is settled already. You see the latest state now.']);
  });

  it('ends before the next one when it is stopped, and says after how many', async () => {
    let stopped = false;
    answers.cancel_screening = ({ screeningId }) => void (stopped = screeningId === 'b');
    const rows = ['a', 'b', 'c', 'd'].map((id) => row(id));
    const far: number[] = [];
    const done = await doAll(
      'cancel',
      rows,
      (n) => far.push(n),
      () => stopped,
    );
    expect(done).toEqual(['a', 'b']);
    expect(asked.map(([, request]) => request)).toEqual([{ screeningId: 'a' }, { screeningId: 'b' }]);
    expect(far).toEqual([0, 1]);
    expect(said()).toEqual(['2 screenings called off. Stopped after 2 of 4: the 2 others stay as they are.']);
  });

  it('offers to undo what was done until it was stopped, and says nothing of those whom it did not come to', async () => {
    let stopped = false;
    answers.send_again = ({ screeningId }) => {
      if (screeningId === 'a') throw { code: 'too_late', message: 'The candidate has finished.', details: null };
      stopped = true;
    };
    await doAll(
      'again',
      ['a', 'b', 'c'].map((id) => row(id)),
      () => undefined,
      () => stopped,
    );
    expect(said().join()).toContain('Stopped after 2 of 3: the 1 other stays as it is.');
    expect(said().join()).toContain('It did not work for 1 candidate');
    answers.take_back = () => ({ done: 1, tooLate: 0 });
    await undo.last();
    expect(asked.at(-1)).toEqual(['take_back', { what: 'mails', ids: ['b'] }]);
  });

  it('does nothing if it is stopped before the first', async () => {
    expect(
      await doAll(
        'cancel',
        [row('a'), row('b')],
        () => undefined,
        () => true,
      ),
    ).toEqual([]);
    expect(asked).toEqual([]);
    expect(said()).toEqual(['Stopped before the first of 2.']);
  });

  it('calls off first what is held: it could leave meanwhile', async () => {
    await doAll('cancel', [row('a'), row('b', { state: 'held' }), row('c')], () => undefined);
    expect(asked.map(([command, request]) => [command, (request as { screeningId: string }).screeningId])).toEqual([
      ['undo', 'b'],
      ['cancel_screening', 'a'],
      ['cancel_screening', 'c'],
    ]);
  });
});
