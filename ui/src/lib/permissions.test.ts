import { describe, expect, it } from 'vitest';
import type { ConnectionTest, PermissionOutcome } from '../generated/api';
import { missing, summary, urgentFirst } from './permissions';

const test = (...outcomes: PermissionOutcome[]): ConnectionTest => ({
  permissions: outcomes.map((outcome, n) => ({
    scope: `s${n}`,
    purpose: 'p',
    outcome,
    note: 'n',
    essential: n === 0,
  })),
  advice: outcomes.includes('missing') ? 'Do this.' : null,
});

describe('the connection test', () => {
  it('says plainly that all is well, and what it cannot know', () => {
    expect(summary(test('works', 'granted')).tone).toBe('good');
    expect(summary(test('works', 'unknown')).text).toContain('a key may write');
  });
  it('is loud only if nothing works without what is missing', () => {
    expect(summary(test('works', 'missing')).tone).toBe('warn');
    expect(summary(test('missing', 'missing'))).toMatchObject({ tone: 'bad', title: '2 permissions missing' });
  });
  it('puts what is missing first and what nobody wants last', () => {
    const order = urgentFirst(test('not_asked_for', 'works', 'unknown', 'missing', 'granted'));
    expect(order.map((one) => one.outcome)).toEqual(['missing', 'works', 'unknown', 'granted', 'not_asked_for']);
    expect(missing(test('missing', 'works'))).toHaveLength(1);
  });
});
