/** Headings under which actions are listed in the palette and on the help sheet. */
export const groups = {
  list: 'This list',
  candidate: 'This candidate',
  page: 'This page',
  screening: 'Screening',
  goTo: 'Go to',
  app: 'Fulcrum',
} as const;

/** The words of actions that no menu outside of the window offers; those of the others are in `native.json`. */
export const actionWords = {
  retry: 'Try again',
  review: 'To review',
  connect: 'Connect to Lever',
  connectAnew: 'Connect to Lever anew',
  whyFailed: 'Show why the sign-in did not work',
  dismissFailed: 'Hide the sign-in that did not work',
  otherPort: 'Choose another port',
  stay: 'Stay signed in until I quit',
  theme: {
    system: 'Appearance: as the computer',
    light: 'Appearance: light',
    dark: 'Appearance: dark',
    also: {
      system: 'theme mode colours system automatic',
      light: 'theme mode colours',
      dark: 'theme mode colours night',
    },
  },
  zoom: {
    in: 'Larger',
    out: 'Smaller',
    actual: 'Actual size',
    also: 'zoom size magnify bigger text letters %',
  },
  exports: {
    activity: 'Save as CSV file: activity',
    also: 'export download file overview',
  },
  /** Other words by which pages and what is done there are found. */
  also: {
    inbox: 'home today queue attention',
    overview: 'figures charts statistics report dashboard',
    activity: 'log history audit timeline what happened',
    assessments: 'interview questions test edit',
    playbooks: 'trigger stage tags note mail text reminder rules scores automation',
    playbook: 'playbook',
    send: 'invite invitation interview test assessment mail candidate',
    newAssessment: 'interview questions test write create add',
    addPlaybook: 'new preset template import from a file toml',
  },
  settings: (section: string) => `Settings: ${section}`,
  sample: { board: 'Open the sample hiring board', mailbox: 'Open the sample mailbox' },
  list: {
    next: 'Next row',
    previous: 'Previous row',
    first: 'First row',
    last: 'Last row',
    pageDown: 'One page down',
    pageUp: 'One page up',
    open: 'Open the row',
    tick: 'Tick the row',
    tickTo: 'Tick up to the row',
    tickDown: 'Tick the next row, too',
    tickUp: 'Tick the previous row, too',
    tickAll: 'Tick every row that is loaded',
    search: 'Search this list',
  },
} as const;
