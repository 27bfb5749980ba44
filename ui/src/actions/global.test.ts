import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SignInState, Status } from '../generated/api';
import { status } from '../state/app.svelte';
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

it('what needs Lever is offered only to whoever is connected', () => {
  for (const state of ['signed_out', 'sign_in_again', 'keychain_locked', 'keychain_missing'] as const) {
    stands(state, state !== 'signed_out');
    for (const id of ['sync', 'send', 'pause']) expect(registry.can(id), `${id} while ${state}`).toBe(false);
  }
  stands('signed_in', true);
  for (const id of ['sync', 'send', 'pause']) expect(registry.can(id)).toBe(true);
});
