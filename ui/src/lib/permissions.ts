import type { ConnectionTest, PermissionCheck, PermissionOutcome } from '../generated/api';
import type { Look } from './look';
import { count } from './words';

const LOOKS: Readonly<Record<PermissionOutcome, Look>> = {
  works: { tone: 'good', icon: 'check', words: 'Works' },
  granted: { tone: 'good', icon: 'check', words: 'Granted' },
  unknown: { tone: 'plain', icon: 'search', words: 'Shows when used' },
  missing: { tone: 'bad', icon: 'warn', words: 'Missing' },
  not_asked_for: { tone: 'plain', icon: 'skip', words: 'Not used' },
};

/** How an outcome is drawn. */
export function lookOf(outcome: PermissionOutcome): Look {
  return LOOKS[outcome];
}

/** What Lever does not allow. */
export function missing(test: ConnectionTest): PermissionCheck[] {
  return test.permissions.filter((one) => one.outcome === 'missing');
}

/** What needs a person first, what nobody uses last; otherwise in the order in which permissions are explained. */
export function urgentFirst(test: ConnectionTest): PermissionCheck[] {
  const rank = (one: PermissionCheck) => (one.outcome === 'missing' ? 0 : one.outcome === 'not_asked_for' ? 2 : 1);
  return [...test.permissions].sort((a, b) => rank(a) - rank(b));
}

/** The sentence above the list. */
export function summary(test: ConnectionTest): { tone: 'good' | 'warn' | 'bad'; title: string; text: string } {
  const lacking = missing(test);
  if (lacking.length === 0) {
    const unsure = test.permissions.some((one) => one.outcome === 'unknown');
    const text = unsure
      ? 'Lever does not tell what a key may write. If it may not, the Inbox says so when it is used.'
      : 'Lever answered every question just now.';
    return { tone: 'good', title: 'The connection works', text };
  }
  const title = `${count(lacking.length, 'permission')} missing`;
  return { tone: lacking.some((one) => one.essential) ? 'bad' : 'warn', title, text: '' };
}
