import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorWords } from '../words/errors';
import { connectingWords, ERRORS, explained, wordsFor } from '../lib/errors';
import { parse } from '../lib/router';
import { status } from '../state/app.svelte';
import { place } from '../state/route.svelte';
import type { AppError, ErrorCode, SignInState, Status } from '../generated/api';
import { GLOBAL_ACTIONS } from './global';
import { registry } from './registry';

const said = (code: ErrorCode, message = 'It is so.'): AppError => ({ code, message, details: null });

/** A connection, and whether an account is known and set-up is over. */
function stand(state: SignInState, { connected = true, finished = true } = {}) {
  status.put({
    connection: { state, problem: null, isSample: false },
    setup: { connected, finished },
    sync: { state: 'idle' },
  } as Status);
}

/** Where each error meets a person. */
const MEETS: Readonly<Record<ErrorCode, readonly SignInState[]>> = {
  invalid_input: ['signed_in', 'signed_out'],
  not_found: ['signed_in'],
  signed_out: ['signed_out'],
  sign_in_again: ['sign_in_again'],
  port_taken: ['signed_in', 'signed_out', 'sign_in_again'],
  keychain_locked: ['signed_in', 'keychain_locked'],
  keychain_missing: ['signed_in', 'signed_out', 'keychain_missing'],
  keychain_failing: ['signed_in', 'signed_out', 'keychain_failing'],
  offline: ['signed_in'],
  permission_missing: ['signed_in'],
  lever_trouble: ['signed_in'],
  interview_trouble: ['signed_in'],
  loopback_links: ['signed_in'],
  not_eligible: ['signed_in'],
  mail_trouble: ['signed_in'],
  too_late: ['signed_in'],
  too_early: ['signed_in'],
  conflict: ['signed_in'],
  internal: ['signed_in', 'signed_out'],
};
const codes = Object.keys(ERRORS) as ErrorCode[];
let forget: () => void;

beforeEach(() => {
  forget = registry.add(GLOBAL_ACTIONS);
  place.route = parse('#/inbox');
});
afterEach(() => {
  forget();
  status.data = null;
});

describe('the error table', () => {
  it('has words for every code', () => {
    for (const [code, words] of Object.entries(ERRORS)) {
      expect(words.title, code).not.toBe('');
      expect(words.next?.label, code).toBe(errorWords[code as ErrorCode].next);
      expect(words.advice, code).toMatch(/\.$/);
    }
  });

  it('offers only steps that can be taken where the error meets a person', () => {
    for (const code of codes) {
      const { next } = ERRORS[code];
      for (const state of next ? MEETS[code] : []) {
        stand(state, { connected: state !== 'signed_out' });
        expect(registry.can(next?.action ?? ''), `${code} while ${state}`).toBe(true);
      }
    }
  });

  it('leads to no other page before set-up is finished, for there is none', () => {
    for (const code of codes) {
      stand('signed_in', { finished: false });
      const action = ERRORS[code].next?.action ?? '';
      if (/^(go|settings|connect)\b/.test(action)) expect(registry.can(action), code).toBe(false);
    }
  });

  it('leads to connecting anew while connected', () => {
    stand('signed_in');
    registry.run(ERRORS.permission_missing.next?.action ?? '');
    expect(location.hash).toBe('#/connect?anew=yes');
    location.hash = '';
  });

  it('says nothing twice', () => {
    expect(explained(said('offline', 'Lever cannot be reached.'))).toBe(ERRORS.offline.advice);
    expect(explained(said('offline', 'The sign-in server cannot be reached.'))).toContain('sign-in server');
  });

  it('promises nothing that does not happen while somebody tries to connect', () => {
    for (const code of ['offline', 'lever_trouble', 'permission_missing'] as const) {
      const words = connectingWords(said(code));
      expect(words.advice).not.toContain('by itself');
      expect(words.advice).toContain('Nothing was changed');
      expect(words.next).toBeNull();
    }
    expect(connectingWords(said('port_taken'))).toBe(ERRORS.port_taken);
  });

  it('treats an unknown code as a fault of ours', () => {
    expect(wordsFor({ code: 'brand_new', message: 'x', details: null } as unknown as AppError)).toBe(ERRORS.internal);
  });
});
