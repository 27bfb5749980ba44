import type { InboxAttention } from '../generated/api';
import { count, firstName, number } from '../lib/words';
import { timeWords } from './time';

/** Names of the Inbox's sections, in order of urgency. */
export type SectionName = 'attention' | 'waiting' | 'review' | 'moves' | 'going' | 'finished';

const skipped = (n: number) => `Skipped for ${count(n, 'candidate')}.`;

/** The words of the Inbox. */
export const inboxWords = {
  title: 'Inbox',
  waiting: (n: number) => `${number(n)} waiting`,
  sections: {
    attention: 'Needs attention',
    waiting: 'Waiting for your yes',
    review: 'To review',
    moves: 'Moves to confirm',
    going: 'Going out',
    finished: 'Finished since yesterday',
  } satisfies Record<SectionName, string>,
  size: (n: number, more: boolean) => (more ? `the last ${number(n)}` : number(n)),
  sectionsLabel: 'Sections',
  whose: 'Whose',
  everybodys: 'Everybody’s',
  mine: 'Mine',
  posting: 'Posting',
  anyPosting: 'All postings',
  unlistedPosting: 'A posting without candidates',
  nothingOfThese: {
    title: 'Nothing here needs you',
    text: 'There may be something for others, or of other postings.',
    show: 'Show everybody’s',
  },
  tryAgainAll: (n: number) => `Try all ${number(n)} again`,
  skipAll: (n: number) => `Skip all ${number(n)}`,
  skipAllTitle: 'Candidates who are gone from Lever: nothing can be written about them',
  skipped,
  triedAgain: (n: number) => `Trying again for ${count(n, 'candidate')}.`,
  showMore: (n: number) => `Show ${number(n)} more`,
  /** Said, not shown: somebody came, or several. */
  arrived: (section: string, n: number, name: string) =>
    n === 1 ? `${section}: ${name}.` : `${section}: ${number(n)} new.`,
  spokenChoices: (all: readonly string[]) => (all.length === 0 ? '' : `Keys: ${all.join(', ')}.`),
  spokenChoice: (keys: string, label: string) => `${keys} ${label}`,
  seeAll: 'See all in Candidates',
  keys: { move: 'rows', sections: 'sections', undo: 'undo' },
  legend: 'What you can do with the row',
  noRow: 'Choose a row to see what you can do with it.',
  needsAttention: 'Needs attention',
  aboutPosting: 'Posting',
  menu: (title: string) => `More for ${title}`,
  finishedWith: 'Finished',
  to: 'to',
  byLink: 'a link that you send',
  for: 'for',
  /** Who reviewed, and what they wrote, after the verdict. */
  reviewed: (by: string | null, comment: string) => {
    const words = comment.trim() && `“${comment.trim()}”`;
    return [by && `by ${firstName(by)}`, words].filter(Boolean).join(': ');
  },
  byRule: (grade: string | null) => (grade === null ? 'by rule' : `by rule: ${grade}`),
  undoInvitation: (name: string) => `Undo the invitation to ${name}`,
  /** The line at the foot while invitations can be undone. */
  held: {
    label: 'Going out now',
    one: (left: number) => (left === 0 ? 'being sent' : `sending ${timeWords.ahead(timeWords.short(left, 'second'))}`),
    several: (n: number, left: number) =>
      left === 0
        ? `${count(n, 'invitation')} are leaving`
        : `${count(n, 'invitation')} leave ${timeWords.ahead(timeWords.short(left, 'second'))}`,
    show: 'Show',
    undoAll: 'Undo all',
  },
  choices: {
    open: 'Open',
    review: 'Review',
    undo: 'Undo',
    sendNow: 'Send now',
    lever: 'Open in Lever',
    why: 'Why?',
    tick: 'Tick',
    inviteTicked: 'Invite the ticked',
    dismissTicked: 'Do not invite the ticked',
    invite: (n: number) => `Invite ${number(n)}`,
    dismiss: (n: number, all: boolean) => (all ? 'Invite none' : `Do not invite ${number(n)}`),
  },
  actions: {
    first: 'First thing to do with the row',
    nextSection: 'Next section',
    previousSection: 'Previous section',
    fold: 'Fold or unfold the section',
    nth: (n: number) => `Choice ${n} of the row`,
  },
  /** What is said after an action of an attention; a thing without words here is said by nobody. */
  settled: (
    action: string,
    item: Pick<InboxAttention, 'title'> & Partial<Pick<InboxAttention, 'posting'>>,
  ): string | null =>
    ({
      dismiss: `Dismissed: ${item.title}.`,
      skip: `Skipped. The rest for ${firstName(item.title)} goes on.`,
      cancel: `${firstName(item.title)} is not invited.`,
      invite: `${firstName(item.title)} will be invited.`,
      check_again: item.posting
        ? `${item.title} is settled. Whoever waited for it is invited.`
        : `${firstName(item.title)} will be invited.`,
      retry: 'Trying again.',
      send_again: 'The mail is sent once more.',
      use: `${firstName(item.title)} will be invited.`,
      plain_tag: `The tag of ${firstName(item.title)} is left as it is, and chooses nothing.`,
      map: `${item.title} has an assessment now. Whoever waited for it is invited.`,
    })[action.split(':')[0] ?? action] ?? null,
  /** The same of several, one after the other. */
  manySettled: {
    dismiss: (n: number) => `${number(n)} dismissed.`,
    skip: skipped,
    cancel: (n: number) => `${count(n, 'candidate')} ${n === 1 ? 'is' : 'are'} not invited.`,
    invite: (n: number) => `${count(n, 'candidate')} will be invited.`,
  } as Readonly<Record<string, (n: number) => string>>,
  batch: {
    label: 'Arrivals that wait',
    each: (assessment: string) => `Each gets ${assessment}.`,
    nobody: 'Nobody is invited until you say so.',
    invited: (n: number) => (n === 0 ? 'Nobody is invited.' : `${count(n, 'invitation')} going out.`),
    others: (n: number) => `${count(n, 'candidate')} ${n === 1 ? 'is' : 'are'} not invited. Activity says why.`,
    dismissed: (n: number) => `Not invited: ${count(n, 'candidate')}.`,
  },
  empty: {
    first: 'Ready when the first candidate arrives',
    nothing: 'Nothing needs you',
    noTrigger: 'No trigger is on. Switch a playbook on, or send a screening by hand.',
    entering: (stages: string) =>
      `As soon as somebody enters ${stages || 'a trigger stage'} in Lever, you see it here before anything is sent.`,
    underWay: (n: number) =>
      `${count(n, 'screening')} ${n === 1 ? 'is' : 'are'} under way. You will hear when somebody has finished.`,
    allDone: 'Everything is reviewed and written to Lever. A good moment for a coffee.',
    switchOn: 'Switch a playbook on',
    board: 'Open the board',
    send: 'Send screening',
    all: 'See all candidates',
  },
};
