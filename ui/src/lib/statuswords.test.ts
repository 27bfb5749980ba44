import { describe, expect, it } from 'vitest';
import type { ConnectionView, SignInCause, SignInState, Status, SyncState } from '../generated/api';
import {
  againWords,
  announcement,
  connectionWords,
  problemWords,
  queueWords,
  restingWords,
  syncWords,
} from './statuswords';

const NOW = 1_000_000_000_000;
const status = (state: SignInState, sync: SyncState = 'idle', problem: string | null = null) =>
  ({
    connection: { state, user: { name: 'Mara Lindqvist' }, isSample: false },
    setup: { connected: state !== 'signed_out', triggerOn: true },
    sync: { state: sync, lastAt: NOW - 4000, nextAt: NOW + 6000, problem },
  }) as Status;

describe('the status bar', () => {
  it('answers whether it is working', () => {
    expect(connectionWords(status('signed_in'))).toEqual({
      tone: 'good',
      words: 'Connected to Lever as Mara Lindqvist',
    });
    expect(connectionWords(status('signed_in', 'offline')).tone).toBe('warn');
    expect(connectionWords(status('sign_in_again')).tone).toBe('bad');
    expect(syncWords(status('signed_in'), NOW)).toBe('Checked 4 s ago, next in 6 s');
    expect(syncWords(status('signed_in', 'paused'), NOW), 'the banner says it').toBe('Checked 4 s ago');
  });
  it('says when all is well and yet nobody will be invited', () => {
    const off = { ...status('signed_in'), setup: { connected: true, triggerOn: false } } as Status;
    expect(connectionWords(off).tone).toBe('warn');
    expect(syncWords(off, NOW)).toBe('No playbook is on: nobody is invited');
    expect(announcement(off)).toBe('No playbook is on: nobody is invited');
    expect(syncWords({ ...off, sync: { ...off.sync, state: 'paused' } }, NOW)).toBe('Checked 4 s ago');
  });
  it('says when a playbook serves by hand and nothing is sent by itself', () => {
    const off = status('signed_in');
    const byHand = { ...off, setup: { ...off.setup, triggerOn: false, byHand: true } };
    expect(connectionWords(byHand).tone, 'that is as it was wanted').toBe('good');
    expect(syncWords(byHand, NOW)).toBe('Only by hand: nothing is sent by itself');
    expect(announcement(byHand)).toBe('Only by hand: nothing is sent by itself');
  });
  it('counts no seconds for nobody', () => {
    for (const sync of ['idle', 'syncing', 'offline', 'paused'] as const)
      for (const later of [0, 1_000, 50_000])
        expect(restingWords(status('signed_in', sync), NOW + later)).toBe('Checked just now');
    expect(restingWords(status('signed_in'), NOW + 180_000)).toBe('Checked 3 min ago');
  });
  it('says once that Lever cannot be reached', () => {
    const problem = 'Lever cannot be reached.';
    const offline = status('signed_in', 'offline', problem);
    expect(connectionWords(offline).words).toContain('Lever cannot be reached');
    expect(problemWords(offline)).toBeNull();
    expect(problemWords(status('signed_in', 'troubled', 'Lever answered 503.'))).toBe('Lever answered 503.');
  });
  it('says what waits', () => {
    expect(queueWords({ held: 0, waiting: 0, unclear: 0, stuck: 0 })).toBe('Nothing waiting to be written');
    expect(queueWords({ held: 4, waiting: 1, unclear: 2, stuck: 3 })).toBe(
      '3 stuck, 4 invitations on hold, 1 change waiting to be written, 2 being looked up',
    );
  });
  it('announces changes of state, not every look', () => {
    expect(announcement(status('signed_in', 'syncing'))).toBe(announcement(status('signed_in', 'idle')));
    expect(announcement(status('signed_in', 'troubled', 'Lever answered 503.'))).toBe('Lever answered 503.');
    expect(announcement(status('signed_in', 'off'))).toBeNull();
  });
});

describe('a new sign-in', () => {
  const words = (cause: SignInCause | null, more: Partial<ConnectionView> = {}) => {
    const { title, text } = againWords({ cause, byKey: false, thisRunOnly: false, ...more } as ConnectionView);
    return `${title}. ${text}`;
  };
  it('names its own cause', () => {
    const causes: SignInCause[] = ['refused', 'damaged', 'absent', 'one_run'];
    expect(new Set(causes.map((cause) => words(cause))).size).toBe(causes.length);
    for (const cause of causes.slice(1)) expect(words(cause)).not.toContain('revoked');
    expect(words('refused')).toContain('revoked');
    expect(words('damaged')).toContain('writes over it');
    expect(words('one_run')).toContain('kept until you quit');
    expect(words('one_run', { thisRunOnly: true })).toContain('stay connected until you quit');
  });
  it('asks whoever uses a key for the key', () => {
    for (const cause of ['damaged', 'absent', 'one_run'] as const)
      expect(words(cause, { byKey: true })).toContain('Paste the key once more');
  });
});
