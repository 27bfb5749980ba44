import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Settings, SignInState, Status } from '../generated/api';
import type { Platform } from '../platform/types';
import { settings, status } from '../state/app.svelte';
import { useBackend } from '../state/backend';
import { place } from '../state/route.svelte';
import { toasts } from '../state/toasts.svelte';
import { answering } from '../testing/answering';
import { found } from './found';
import { GLOBAL_ACTIONS } from './global';
import { ActionRegistry } from './registry';

const registry = new ActionRegistry();
let forget: () => void;
beforeEach(() => (forget = registry.add(GLOBAL_ACTIONS)));
afterEach(() => {
  forget();
  status.data = null;
});

function stands(state: SignInState, connected: boolean) {
  status.put({
    connection: { state, isSample: false, problem: null },
    setup: { connected, finished: true },
    sync: { state: 'idle' },
  } as unknown as Status);
}

it('every table is saved from anywhere, as its page shows it if that is open', async () => {
  const asked: [string, unknown][] = [];
  useBackend({
    call: async (command: string, request: unknown) => {
      asked.push([command, request]);
      return { saved: false };
    },
    onChange: () => () => {},
  } as unknown as Platform);
  stands('signed_in', true);
  expect(registry.run('export.funnel')).toBe(true);
  place.go('overview', null, { range: 'year' });
  expect(registry.run('export.postings')).toBe(true);
  place.go('activity', null, { kind: 'writes' });
  expect(registry.run('export.activity')).toBe(true);
  await new Promise((done) => setTimeout(done));
  expect(asked).toMatchObject([
    ['export_overview', { table: 'funnel', range: '12w', postingId: null }],
    ['export_overview', { table: 'postings', range: 'year', postingId: null }],
    ['export_activity', { filter: { kind: 'writes' } }],
  ]);
  stands('signed_out', false);
  expect(registry.can('export.activity')).toBe(false);
});

it('the Inbox is as it was left, until something else is chosen there; a link to all of it shows all', () => {
  stands('signed_in', true);
  const comeBack = () => {
    place.to('#/candidates');
    registry.run('go.inbox');
    return location.hash;
  };
  place.to('#/inbox');
  place.replaceQuery({ whose: 'mine', posting: 'backend' });
  expect(comeBack()).toBe('#/inbox?whose=mine&posting=backend');
  place.to('#/inbox');
  expect(place.route.query).toEqual({});
  expect(comeBack()).toBe('#/inbox?whose=mine&posting=backend');
  place.replaceQuery({});
  expect(comeBack()).toBe('#/inbox');
});

it('colours are found by the words that people type', () => {
  stands('signed_in', true);
  settings.put({ appearance: 'light' } as Settings);
  const themes = (typed: string) =>
    found(registry.available(), typed)
      .map(({ id }) => id)
      .filter((id) => id.startsWith('theme.'));
  expect(themes('dark')).toEqual(['theme.dark']);
  expect(themes('system')).toEqual(['theme.system']);
  expect(themes('theme'), 'not the one that is on').toEqual(['theme.system', 'theme.dark']);
  settings.data = null;
});

it.each([
  ['quiet', ['settings.notifications']],
  ['quiet hours', ['settings.notifications']],
  ['wipe', ['settings.data']],
  ['erase', ['settings.data']],
  ['gdpr', ['settings.data']],
  ['log', ['go.activity', 'settings.diagnostics']],
  ['logs', ['settings.diagnostics']],
  ['history', ['go.activity']],
  ['preset', ['playbook.add']],
  ['import', ['playbook.add']],
  ['smtp', ['settings.mail']],
  ['statistics', ['go.overview']],
  ['trigger', ['go.playbooks']],
  ['undo', ['undo.last', 'settings.sending']],
  ['invite', ['send']],
  ['interview', ['send']],
  ['test', ['send']],
  ['new assessment', ['assessment.new']],
])('“%s” finds %j', (typed, wanted) => {
  stands('signed_in', true);
  const ids = found(registry.available(), typed).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(wanted));
});

it('what is called by the typed words stands before what is only found by them', () => {
  stands('signed_in', true);
  expect(
    found(registry.available(), 'playbook')
      .map(({ id }) => id)
      .slice(0, 2),
  ).toEqual(['go.playbooks', 'playbook.add']);
  expect(found(registry.available(), 'undo')[0]?.id).toBe('undo.last');
});

it('what needs Lever is offered only to whoever is connected', () => {
  for (const state of ['signed_out', 'sign_in_again', 'keychain_locked', 'keychain_missing'] as const) {
    stands(state, state !== 'signed_out');
    for (const id of ['sync', 'send', 'pause']) expect(registry.can(id), `${id} while ${state}`).toBe(false);
  }
  stands('signed_in', true);
  for (const id of ['sync', 'send', 'pause']) expect(registry.can(id)).toBe(true);
});

it('Sync now says that it looks where the foot of the window does not', async () => {
  const asked: string[] = [];
  answering({ sync_now: () => void asked.push('sync_now') });
  const sync = async (setup: object) => {
    stands('signed_in', true);
    status.put({ ...status.data, setup: { ...status.data?.setup, ...setup } } as Status);
    toasts.clear();
    registry.run('sync');
    await new Promise((done) => setTimeout(done));
    return toasts.items.map(({ text, detail }) => [text, detail].join(' '));
  };
  expect(await sync({ triggerOn: false })).toEqual(['Looking at Lever now. No playbook is on: nobody is invited.']);
  expect(await sync({ triggerOn: false, byHand: true })).toEqual([
    'Looking at Lever now. Only by hand: nothing is sent by itself.',
  ]);
  expect(await sync({ triggerOn: true }), 'the foot says it').toEqual([]);
  expect(asked).toHaveLength(3);
});
