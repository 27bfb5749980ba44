import type { ConnectionTest, PermissionCheck, PermissionOutcome } from '../generated/api';
import { permissionWords as words } from '../words/permissions';
import type { Look } from './look';

const LOOKS: Readonly<Record<PermissionOutcome, Look>> = {
  works: { tone: 'good', icon: 'check', words: words.outcomes.works },
  granted: { tone: 'good', icon: 'check', words: words.outcomes.granted },
  unknown: { tone: 'plain', icon: 'search', words: words.outcomes.unknown },
  missing: { tone: 'bad', icon: 'warn', words: words.outcomes.missing },
  not_asked_for: { tone: 'plain', icon: 'skip', words: words.outcomes.not_asked_for },
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
    return { tone: 'good', title: words.works, text: unsure ? words.unsure : words.answered };
  }
  const essential = lacking.some((one) => one.essential);
  return { tone: essential ? 'bad' : 'warn', title: words.lacking(lacking.length), text: '' };
}
