import { describe, expect, it } from 'vitest';
import type { SetupView, SignInState, Status } from '../generated/api';
import { START, beads, beadsBefore, likelyTrigger, likelyUser, readProgress, stepFor } from './onboarding';

const status = (
  state: SignInState,
  setup: Partial<SetupView> = {},
  rest: { isSample?: boolean; mailReady?: boolean } = {},
) =>
  ({
    connection: { state, isSample: rest.isSample ?? false },
    setup: {
      connected: state === 'signed_in',
      userChosen: false,
      triggerOn: false,
      byHand: false,
      finished: false,
      ...setup,
    },
    interview: { mailReady: rest.mailReady ?? false },
  }) as Status;
const ready = { userChosen: true };

describe('onboarding', () => {
  it('starts with the welcome page', () => {
    expect(stepFor(status('signed_out'), START)).toBe('welcome');
    expect(stepFor(status('signed_out'), { ...START, wish: 'connect' })).toBe('connect');
  });
  it('waits for the browser whatever was asked for', () => {
    expect(stepFor(status('waiting_for_browser'), { ...START, wish: 'preview' })).toBe('waiting');
  });
  it('asks again when sign-in broke', () => expect(stepFor(status('sign_in_again', ready), START)).toBe('connect'));
  it('goes back from it to the two ways, and forth again', () => {
    for (const state of ['sign_in_again', 'keychain_locked', 'keychain_missing', 'keychain_failing'] as const) {
      expect(stepFor(status(state), START, { back: true }), state).toBe('welcome');
      expect(stepFor(status(state), { ...START, wish: 'connect' }, { back: false }), state).toBe('connect');
    }
  });
  it('connects anew though connected, and then waits like everybody', () => {
    expect(stepFor(status('signed_in', ready), START, { anew: true })).toBe('connect');
    expect(stepFor(status('waiting_for_browser', ready), START, { anew: true })).toBe('waiting');
  });
  it('asks who it is before anything else', () => {
    expect(stepFor(status('signed_in'), { ...START, wish: 'preview' })).toBe('user');
  });
  it('goes on where it stopped', () => {
    const progress = { ...START, wish: 'preview' as const, assessmentId: 'a', stageIds: ['s'] };
    expect(stepFor(status('signed_in', ready), progress)).toBe('preview');
    expect(stepFor(status('signed_in', ready), { ...progress, stageIds: [] })).toBe('assessment');
    expect(stepFor(status('signed_in', ready), START)).toBe('assessment');
    expect(stepFor(status('signed_in', { ...ready, triggerOn: true }), START)).toBe('done');
  });
  it('asks about mail, stays there once it is ready, and never for a sample', () => {
    const progress = { ...START, wish: 'mail' as const, assessmentId: 'a', stageIds: ['s'] };
    expect(stepFor(status('signed_in', ready), progress)).toBe('mail');
    expect(stepFor(status('signed_in', ready, { isSample: true }), progress)).toBe('preview');
    expect(stepFor(status('signed_in', ready, { mailReady: true }), progress)).toBe('mail');
  });
  it('suggests a stage that is called a screen', () => {
    const stages = ['New lead', 'Phone screen', 'Offer'].map((text, index) => ({ id: String(index), text }));
    expect(likelyTrigger(stages)).toBe('1');
    expect(likelyTrigger([{ id: 'x', text: 'Screenwriting test' }])).toBeNull();
  });
  it('never guesses who somebody is in a real account', () => {
    const user = (id: string, role: string) => ({ id, name: id, email: null, role });
    const users = [user('a', 'admin'), user('b', 'super admin')];
    expect(likelyUser(users, true)).toBe('b');
    expect(likelyUser(users, false)).toBeNull();
    expect(likelyUser(users.slice(0, 1), false)).toBe('a');
  });
  it('has a bead for each step that there is', () => {
    expect(beads(true)).not.toContain('mail');
    expect(beads(false)).toContain('mail');
    expect(beadsBefore('welcome', false)).toBe(-1);
    expect(beadsBefore('waiting', false)).toBe(beadsBefore('connect', false));
    for (const sample of [true, false]) {
      for (const [index, bead] of beads(sample).entries()) expect(beadsBefore(bead, sample)).toBe(index);
      expect(beadsBefore('done', sample)).toBe(beads(sample).length);
    }
  });
  it('keeps what was typed', () => {
    const typed = { ...START, company: 'Northwind', byHand: true, picked: ['o'], mail: { host: 'smtp.example' } };
    expect(readProgress(JSON.stringify(typed))).toEqual(typed);
  });
  it('survives odd storage', () => {
    expect(readProgress(null)).toEqual(START);
    expect(readProgress('{"stageIds":[1,"a"],"wish":3,"mail":"x","picked":{}}')).toEqual({ ...START, stageIds: ['a'] });
  });
});
