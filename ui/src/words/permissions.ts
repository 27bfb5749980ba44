import type { PermissionOutcome } from '../generated/api';
import { count } from '../lib/words';

/** The words of what Lever allows: what is asked for, and what a test of the connection found. */
export const permissionWords = {
  label: 'Permissions',
  permission: 'Permission',
  purpose: 'What for',
  confidential: 'Also ask for confidential candidates.',
  asked: (n: number) => `What Fulcrum asks Lever for (${count(n, 'permission')})`,
  ofKey: 'What the key must be allowed to do',
  outcomes: {
    works: 'Works',
    granted: 'Granted',
    unknown: 'Shows when used',
    missing: 'Missing',
    not_asked_for: 'Not used',
  } satisfies Record<PermissionOutcome, string>,
  works: 'The connection works',
  answered: 'Lever answered every question just now.',
  unsure: 'Lever does not tell what a key may write. If it may not, the Inbox says so when it is used.',
  lacking: (n: number) => `${count(n, 'permission')} missing`,
  connected: {
    title: 'You are connected, but something is not allowed',
    rest: 'Whatever needs none of this works already. Settings, Account tests it again.',
  },
  check: {
    testing: 'Checking what Lever allows…',
    again: 'Check again',
    fine: (n: number) => `Lever allows all that Fulcrum needs: ${count(n, 'permission')}.`,
    show: 'Show them',
    essential: 'Without it Fulcrum cannot work',
    optional: 'The rest works without it',
    missing: (n: number) => `Lever does not allow ${count(n, 'thing')}`,
    goOn: 'Whatever needs none of this works. You can go on, and connect again later.',
    stop: 'Connect again before you go on.',
    connect: 'Connect again',
  },
} as const;
