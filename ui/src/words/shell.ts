import type { RouteName } from '../lib/router';
import { count, number } from '../lib/words';

/** The words around every page: the window, the rail, the status bar, the palette and the help sheet. */
export const shellWords = {
  app: 'Fulcrum',
  windowTitle: (page: string) => `${page} · Fulcrum`,
  skip: 'Skip to the content',
  secondKey: (first: string) => `${first}, then a second key`,
  pages: {
    inbox: 'Inbox',
    candidates: 'Candidates',
    candidate: 'Candidate',
    overview: 'Overview',
    activity: 'Activity',
    assessments: 'Assessments',
    playbooks: 'Playbooks',
    settings: 'Settings',
    check: 'Check',
    connect: 'Connect',
  } satisfies Record<RouteName, string>,
  nav: {
    label: 'Main',
    sample: 'Sample company',
    send: 'Send screening',
    sendShort: 'Send',
    setUp: 'Set up',
    search: 'Search',
    keys: 'Keys',
  },
  status: { label: 'Status', resume: 'Resume', pause: 'Pause', sync: 'Sync now' },
  toasts: {
    label: 'Messages',
    dismiss: 'Dismiss',
    others: (n: number) => `+${number(n)}`,
    showOthers: (n: number) => `Show ${count(n, 'more message')}`,
    severity: { good: 'Done', info: 'Note', warn: 'Warning', bad: 'Problem' },
  },
  palette: {
    label: 'Search everything',
    field: 'Search actions and candidates',
    placeholder: 'What would you like to do?',
    results: 'Results',
    none: 'Nothing found. Try another word, or a candidate’s name.',
    look: (text: string) => `Look for “${text}” in Lever`,
    lookGroup: 'Whether or not they were screened',
  },
  help: { title: 'Keyboard shortcuts', list: 'Shortcuts', or: 'or', trouble: 'Something does not work?' },
} as const;
