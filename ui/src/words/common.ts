import { numbers } from '../lib/locale';

/** Digits as they are typed: without separators. */
const digits = (n: number) => numbers({ useGrouping: false }).format(n);

/** Who did something. */
export const oneselfWords = { you: 'you', fulcrum: 'Fulcrum' } as const;

/** Words that stand in more than one place. */
export const commonWords = {
  saved: 'Saved.',
  cancel: 'Cancel',
  close: 'Close',
  loading: 'Loading',
  copy: 'Copy',
  copyThat: (what: string) => `Copy ${what}`,
  copied: (what: string) => `Copied ${what}.`,
  on: 'On',
  off: 'Off',
  and: (before: string, last: string) => `${before} and ${last}`,
  or: (before: string, last: string) => `${before} or ${last}`,
  day: 'day',
  range: (min: number, max: number) => `Choose a number from ${digits(min)} to ${digits(max)}.`,
  /** The verdicts of the scale from 1 to 4. */
  scores: { 1: 'Strong no', 2: 'No', 3: 'Yes', 4: 'Strong yes' },
  /** Names of keys that have no sign of their own. */
  keys: {
    mod: 'Ctrl',
    alt: 'Alt',
    shift: 'Shift',
    escape: 'Esc',
    space: 'Space',
    pagedown: 'Page ↓',
    pageup: 'Page ↑',
  },
  /** The same as a screen reader says them. */
  spokenKeys: {
    names: {
      mod: 'Control',
      arrowdown: 'Down arrow',
      arrowup: 'Up arrow',
      pagedown: 'Page down',
      pageup: 'Page up',
      '/': 'Slash',
      '?': 'Question mark',
      ',': 'Comma',
      '+': 'Plus',
      '-': 'Minus',
    },
    mac: { mod: 'Command', alt: 'Option' },
    then: ' then ',
  },
} as const;
