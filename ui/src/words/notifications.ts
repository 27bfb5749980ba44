import { number } from '../lib/words';

/** The words of Settings > Notifications. */
export const notifications = {
  about: 'They are hints. Whatever waits for you is in the Inbox, notified or not.',
  whose: 'Tell me about',
  whoseWords: { mine: 'My candidates', all: 'Everybody', none: 'Nothing' },
  whoseHint: 'Mine are those I own, follow or sent to by hand, and those of my postings in Lever.',
  kinds: 'What about',
  kind: {
    completed: 'Screening finished, ready to review',
    attention: 'Something needs me',
    waiting: 'Somebody waits for my yes',
    connection: 'Fulcrum cannot work: sign-in or keychain',
  },
  names: 'Names',
  namesWords: { full: 'In full', initials: 'Initials', none: 'None' },
  namesHint: 'Choose less if others can see your screen.',
  quiet: 'Quiet hours',
  quietHint: 'Nothing is shown meanwhile.',
  from: 'From',
  to: 'to',
  together: 'Several within a short time become one.',
  last: 'Latest',
  shown: 'shown',
  silent: (reason: string) => `not shown: ${reason}`,
  snoozed: (n: number) => (n === 1 ? 'One is snoozed and comes again.' : `${number(n)} are snoozed and come again.`),
  never: 'None so far.',
} as const;
