import { count, firstName, number } from '../lib/words';

/** The words of moves to another stage that wait for a person's yes. */
export const moveWords = {
  /** Between two stages, for those who do not see the arrow. */
  to: 'to',
  move: 'Move',
  /** The reason is asked for next. */
  leaveFor: 'Leave…',
  leaveInFor: (stage: string | null) => (stage ? `Leave in ${stage}…` : 'Leave…'),
  leaveIn: (stage: string | null) => (stage ? `Leave in ${stage}` : 'Leave them there'),
  moveWhom: (name: string, to: string) => `Move ${name} to ${to}`,
  leaveWhom: (name: string, stage: string | null) => (stage ? `Leave ${name} in ${stage}` : `Leave ${name} there`),
  moveAllOfThem: 'Move all of them…',
  moveAll: (n: number) => `Move all ${number(n)}…`,
  /** Before all of them are moved. */
  askAll: {
    label: 'Move them',
    title: (n: number | null) => (n === null ? 'Move all of them?' : `Move ${count(n, 'candidate')} in Lever?`),
    names: 'Who is moved, and where to',
    loading: (n: number, all: number | null) =>
      all === null ? 'Looking who they are…' : `${number(n)} of ${number(all)} looked up…`,
    undo: 'It can be undone for a few seconds.',
    confirm: (n: number) => `Move ${number(n)}`,
  },
  proposed: (to: string) => `Move to ${to}?`,
  why: (score: number, word: string, reviewer: string | null) =>
    `Reviewed as ${number(score)} ${word}${reviewer ? ` by ${reviewer}` : ''}. Nobody is moved until you say so.`,
  whyCounted: (result: string) => `Scored by the rules of the questions: ${result}. Nobody is moved until you say so.`,
  said: {
    moved: (name: string, to: string) => `${firstName(name)} moves to ${to}.`,
    many: (n: number) => `${count(n, 'candidate')} ${n === 1 ? 'moves' : 'move'} to the next stage.`,
    tooLate: (n: number) => `${count(n, 'other was', 'others were')} settled meanwhile.`,
    manyLeft: (n: number) => `${count(n, 'candidate')} ${n === 1 ? 'stays' : 'stay'} in their stage.`,
    left: (name: string, stage: string | null) => `${firstName(name)} stays${stage ? ` in ${stage}` : ' there'}.`,
  },
  ask: {
    title: (name: string, stage: string | null) => `Why does ${firstName(name)} stay${stage ? ` in ${stage}` : ''}?`,
    reason: 'Reason',
    hint: 'Kept here with what happened. Lever is not told.',
    ready: ['Somebody else decides this', 'Waits for another interview', 'Another stage fits better'],
    choices: 'Ready reasons',
    missing: 'Say why, in a few words.',
  },
} as const;
