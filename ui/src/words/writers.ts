/** The words of who writes to Lever. */
export const writersWords = {
  title: 'Who writes to Lever',
  about: 'Tags, notes and moves of this playbook are made in this name.',
  performAs: 'Written as',
  connected: (name: string | null) => (name === null ? 'Whoever is connected' : `${name}, who is connected`),
  fallback: 'If that one is deactivated',
  nobody: 'Whoever is connected',
  gone: 'Somebody who is not active in Lever',
  told: 'When somebody has to stand in, the Inbox says so once.',
} as const;
