import type { MovesView, PlaybookView } from '../generated/api';
import { count, days, either, list, number } from '../lib/words';
import { addressingWords } from './addressing';

/** Parts of a playbook that its sentence leads to. */
export type PlaybookPart = 'trigger' | 'who' | 'assessment' | 'limits' | 'tags' | 'moves';

/** A piece of the sentence; one with a part leads there. */
export interface Piece {
  text: string;
  part?: PlaybookPart;
}

/** What the sentence tells. */
export interface Told {
  stages: readonly string[];
  /** Applying is a trigger as well. */
  applications: boolean;
  /** Nothing triggers it, and it is there to be used by hand. */
  byHand: boolean;
  /** For which postings, in words. */
  postings: string;
  /** How candidates must be, after “who”; null if they may be as they are. */
  people: string | null;
  assessment: string | null;
  /** Postings or stages may have an assessment of their own. */
  others: { postings: boolean; stages: boolean };
  /** Who writes to Lever. */
  writer: string | null;
}

/** What a playbook says itself. */
export type Own = Pick<
  PlaybookView,
  'expiresInDays' | 'rescreenAfterDays' | 'rescreening' | 'moves' | 'tags' | 'filing' | 'form'
>;

/** Who had the same before, in the middle of a sentence. */
function again({ rescreening, rescreenAfterDays }: Own): readonly Piece[] {
  const within: Piece = { text: days(rescreenAfterDays), part: 'limits' };
  switch (rescreening) {
    case 'leave_out':
      return [{ text: ', and nobody gets it twice within ' }, within];
    case 'ask':
      return [{ text: ', and whoever had it within ' }, within, { text: ' waits for your yes' }];
    case 'reuse':
      return [{ text: ', and a result of the last ' }, within, { text: ' is used again' }];
    case 'send_again':
      return [{ text: ', and ' }, { text: 'whoever had it before', part: 'limits' }, { text: ' gets it again' }];
  }
}

/** What Lever is told of a result. */
function written({ tags, filing, form }: Own): string {
  return list([
    ...(tags.score ? ['score'] : []),
    ...(tags.grade ? ['grade'] : []),
    ...(tags.pass || tags.fail ? ['pass or fail'] : []),
    'note',
    'link',
    ...(filing === 'never' ? [] : ['report']),
    ...(form === null ? [] : ['feedback form']),
  ]);
}

/** Whether any result leads to a stage. */
const movesSomebody = (moves: MovesView) =>
  [moves, ...moves.byPosting].some(({ byScore, byGrade }) => byScore.length > 0 || byGrade.length > 0);

/** What triggers it, as what one candidate or several do. */
function arrives(stages: readonly string[], applications: boolean, several: boolean): string {
  const enters = `${several ? 'enter' : 'enters'} ${stages.length === 0 ? 'a trigger stage' : either(stages)}`;
  if (!applications) return enters;
  const applies = several ? 'apply' : 'applies';
  return stages.length === 0 ? applies : `${applies} or ${enters}`;
}

const said = addressingWords.which.said;

/** The words of playbooks. */
export const playbookWords = {
  title: 'Playbooks',
  all: 'All playbooks',
  empty: { title: 'No playbooks yet', text: 'Connect to Lever first; the built-in playbooks appear then.' },
  switchOn: 'Switch on…',
  switchOff: {
    action: 'Switch off',
    title: (name: string) => `Switch ${name} off?`,
    text: 'Invitations that it still holds are not sent, and what it asks you about candidates falls away. Those that were sent go on, and their results are written. When you switch it on again, only candidates who enter a trigger stage from then on are invited.',
  },
  switchedOff: (name: string) => `${name} is off. Nobody is invited until you switch it on again.`,
  sentence: ({
    stages,
    applications,
    byHand,
    postings,
    people,
    assessment,
    others,
    writer,
    ...own
  }: Told & Own): readonly Piece[] => [
    ...(byHand
      ? [
          { text: 'When you ' },
          { text: 'send a screening by hand', part: 'trigger' as const },
          { text: people === null ? ' to a candidate' : ' to candidates who ' },
          ...(people === null ? [] : [{ text: people, part: 'who' as const }]),
        ]
      : [
          ...(people === null
            ? [{ text: 'When a candidate ' }]
            : [{ text: 'When candidates who ' }, { text: people, part: 'who' as const }, { text: ' ' }]),
          { text: arrives(stages, applications, people !== null), part: 'trigger' as const },
        ]),
    { text: ' for ' },
    { text: postings, part: 'who' },
    { text: ', send ' },
    { text: assessment ?? said.some(others) ?? said.none, part: 'assessment' },
    ...(assessment !== null && said.some(others) !== null ? [{ text: `, or ${said.some(others)}` }] : []),
    { text: '. The link works for ' },
    { text: days(own.expiresInDays), part: 'limits' },
    ...again(own),
    { text: '. When there is a result, write ' },
    { text: written(own), part: 'tags' },
    { text: writer ? ` to Lever as ${writer}` : ' to Lever' },
    ...(movesSomebody(own.moves)
      ? [
          { text: ', and ' },
          { text: own.moves.automatic ? 'move to the next stage' : 'propose the next stage', part: 'moves' as const },
        ]
      : []),
    { text: '.' },
  ],
  /** A stage by its name, though the pipeline has none of that name. */
  lackingStage: (name: string) => `${name} (not a stage in Lever now)`,
  limits: {
    title: 'Limits',
    expiresInDays: { label: 'The link works for', unit: 'days' },
    rescreenAfterDays: { label: 'Not the same again within', unit: 'days' },
    hourlyCap: { label: 'Invitations at most', unit: 'an hour' },
    askAbove: { label: 'Ask before more than', unit: 'at once' },
    skipSnoozed: {
      label: 'Leave snoozed candidates alone',
      hint: 'Whoever is snoozed in Lever is invited once the snooze ends, if they are still in the stage.',
    },
    rescreening: {
      label: 'Whoever was screened within that time',
      rules: { leave_out: 'Leave out', ask: 'Ask me', send_again: 'Send again', reuse: 'Reuse the result' },
      about: {
        leave_out: 'They are not invited again. You can still send by hand.',
        ask: 'They wait in the Inbox for your yes.',
        send_again: 'They are invited once more, unless an invitation is still open.',
        reuse: 'Tags and note of the earlier result are written for the new opportunity. Nothing is sent.',
      },
    },
  },
  moves: {
    title: 'Moves',
    about: 'What a result leads to. A move waits in the Inbox until a person says yes.',
    aboutAutomatic: 'What a result leads to. The move is made with it.',
    byGrade: 'By grade, which goes before the score',
    byScore: 'By score',
    stageForGrade: (grade: string) => `Stage after ${grade}`,
    goneGrade: 'No grade has this name any more.',
    stageFor: (score: number, word: string) => `Stage after ${number(score)} ${word}`,
    of: (label: string, posting: string) => `${label}, ${posting}`,
    stay: 'Stay where they are',
    goneStage: 'A stage that no longer exists',
    gonePosting: 'A posting that no longer exists',
    own: 'Add a posting with rules of its own',
    remove: 'Remove',
    removeOf: (posting: string) => `Remove the rules of ${posting}`,
    automatic: {
      label: 'Move without asking',
      hint: 'Nobody confirms: the result alone moves the candidate in Lever, after the time to undo a review. Nobody is ever archived or rejected, and whoever was moved meanwhile stays where they are.',
    },
  },
  atThisDesk: {
    label: 'Interviews happen at this desk',
    hint: 'Candidates answer on this computer, so a link that only this computer can open is fine.',
  },
  blocked: { title: 'Not possible yet', pair: 'Pair an interview service' },
  trigger: {
    there: 'Who is there today',
    wouldBe: 'Who would be invited today',
    hide: 'Hide triggers',
    change: 'Change triggers',
    watching: (stages: readonly string[], since: string) =>
      `Watching ${list(stages)}; that began ${since}. Who was there before was not invited.`,
    choose: 'Choose a stage, or new applications, to see who is there now.',
    applications: { label: 'New applications', about: 'Whatever the stage' },
    byHand: {
      label: 'Use it by hand',
      hint: 'Nothing is sent by itself. “Send screening” takes from this playbook what it sends and writes.',
    },
    takenAway:
      'Whoever came in by what is taken away and waits is not invited any more, and nothing is asked about them. Invitations that were sent go on.',
    save: 'Save triggers',
    inviteNow: (n: number) => `Invite ${number(n)} now`,
    switchOn: (n: number) => (n > 0 ? `Switch on and invite ${number(n)} now` : 'Switch on'),
    whatToSend: 'Choose what it sends first',
    looking: 'As soon as it is known who is there.',
    switching: 'Switching on. With many candidates this takes a while.',
    notInvited: 'Who is there already is not invited, unless you tick them.',
    on: (n: number) =>
      n > 0 ? `On. ${number(n)} of those who are there now are invited.` : 'On. The next who enters is invited.',
  },
  preview: {
    asLast: 'This is as it was last: Lever could not be asked now.',
    nobody: 'Nobody is there now. The first candidate to enter is the first to be invited.',
    /** How many are there, and how many of them could be invited; the numbers stand out. */
    there: (all: number, could: number, notFor: number): readonly { text: string; strong?: true }[] => {
      const not = all - could - notFor;
      return [
        { text: count(all, 'candidate'), strong: true },
        { text: all === 1 ? ' is there now. ' : ' are there now. ' },
        { text: number(could), strong: true },
        { text: ' could be invited' },
        ...(not > 0 ? [{ text: ', ' }, { text: number(not), strong: true as const }, { text: ' not' }] : []),
        { text: '.' },
        ...(notFor > 0
          ? [
              { text: ' The playbook is not for ' },
              { text: number(notFor), strong: true as const },
              { text: notFor === all ? ' of them.' : ' others.' },
            ]
          : []),
      ];
    },
    notFor: (n: number) => `Not for this playbook (${number(n)})`,
    label: 'Candidates who are there now',
    invite: (name: string) => `Invite ${name}`,
    search: 'Search these candidates',
    found: (n: number) => (n === 0 ? 'Nobody is called that.' : count(n, 'candidate')),
    tickAll: (n: number) =>
      n === 1 ? 'Tick the one who could be invited' : `Tick all ${number(n)} who could be invited`,
    untickAll: (n: number) => `Untick ${number(n)}`,
  },
} as const;
