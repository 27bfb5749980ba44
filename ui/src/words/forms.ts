import { list, number } from '../lib/words';

/** The words of a playbook's feedback form. */
export const formWords = {
  title: 'Feedback form in Lever',
  about: 'Besides the note, a result can fill in one of your company’s feedback forms.',
  on: {
    label: 'Fill in a feedback form',
    hint: 'With every result that has a score from 1 to 4. A changed score adds another form.',
  },
  which: 'Which one',
  what: 'Feedback form',
  choose: 'Choose one',
  none: 'None',
  empty: 'Lever has no feedback forms yet. A Super Admin makes them there, in its settings.',
  goneOption: 'One that is not in Lever any more',
  gone: 'This feedback form is not in Lever any more. Choose another one.',
  changed: 'This feedback form was changed in Lever, so it must be chosen again.',
  again: 'Choose it again',
  fields: 'What fills in each question',
  required: (question: string) => `${question} (required)`,
  nothing: 'Nothing',
  score: 'The score from 1 to 4',
  /** `1 is “Poor”, 2 is “Fair”, 3 is “Good” and 4 is “Great”.` */
  ratings: (words: readonly string[]) => `${list(words.map((word, at) => `${number(at + 1)} is “${word}”`))}.`,
  verdict: 'Yes if it passes, no if it fails',
  verdictElse: 'Where scores neither pass nor fail: yes from a score of 3 on.',
  always: (choice: string) => `Always “${choice}”`,
  cannot: 'Fulcrum leaves this one empty.',
  must: 'Fulcrum cannot answer a question of this kind. Choose another form.',
  change: (question: string, look: string) => `${question}: ${look}. Change what fills it in`,
  label: (question: string) => `What fills in “${question}”`,
  reference: 'The first long text ends with a reference such as Ref F-7K3Q9M/1, by which Fulcrum finds its form again.',
  save: 'Save feedback form',
  saved: 'Feedback form saved.',
  kept: 'Forms that are in Lever already stay as they are.',
} as const;
