import type { FileProblem } from '../generated/api';
import { number } from '../lib/words';

/** The words of playbooks that come with Fulcrum, and of playbooks as files. */
export const presetWords = {
  add: 'Add a playbook',
  choose: 'Start from',
  about: 'It is added switched off. Everything in it can be changed.',
  added: (name: string) => `${name} was added. It is off until you switch it on.`,
  file: {
    open: 'From a file…',
    back: 'Presets',
    title: 'Playbook from a file',
    label: 'The file’s text',
    hint: 'Paste it, or choose a file that was exported from Fulcrum.',
    choose: 'Choose a file',
    add: 'Add',
    good: (name: string) => `A playbook called ${name}. Nothing in it is wrong.`,
    readable: (name: string) => `A playbook called ${name}.`,
    leftOut: 'This account does not have what these lines name; it is left out:',
    unknown: 'Nothing here is called so now; it is kept, and counts once there is such a thing:',
    wrong: 'This has to be put right first:',
    unreadable: 'This file could not be read.',
    notUtf8: 'This file is not UTF-8 text, so some of its letters would be lost: save it as UTF-8.',
    problem: ({ line, message }: FileProblem) => (line === null ? message : `Line ${number(line)}: ${message}`),
  },
  export: 'Export…',
  exported: (name: string) => `${name} was saved as a file.`,
  card: {
    title: (name: string) => `About ${name}`,
    steps: 'Before you switch it on',
    missing: 'What it does not do yet',
  },
} as const;
