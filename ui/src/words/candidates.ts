import type { CandidateFilter, OverviewRange } from '../generated/api';
import type { Choosable } from '../lib/tablequery';
import { MOST } from '../lib/pasted';
import { count, list, number } from '../lib/words';

/** The words of the table of candidates. */
export const candidates = {
  title: 'Candidates',
  search: 'Search candidates',
  placeholder: 'Name, e-mail, posting or tag',
  table: 'Screenings',
  chips: 'State',
  filters: {
    all: 'All',
    open: 'Under way',
    invited: 'Invited',
    to_review: 'To review',
    to_move: 'Moves to confirm',
    attention: 'Needs attention',
    scored: 'Scored',
    ended: 'Ended',
    not_sent: 'Not sent',
  } satisfies Record<CandidateFilter, string>,
  columns: 'Columns',
  folds: 'Filters',
  clear: 'Clear filters',
  showAll: 'Show all',
  selectAll: 'Tick every row that is loaded',
  select: (name: string) => `Tick ${name}`,
  total: (all: number, shown: number | null) =>
    shown === null || shown === all ? count(all, 'screening') : `${number(shown)} of ${count(all, 'screening')}`,
  dimensions: {
    postings: 'Posting',
    stages: 'Stage',
    assessments: 'Assessment',
    owners: 'Owner',
    scores: 'Score',
  } satisfies Record<Choosable, string>,
  none: {
    postings: 'No posting',
    stages: 'No stage',
    assessments: 'No assessment',
    owners: 'Nobody',
    scores: 'No score',
  } satisfies Record<Choosable, string>,
  within: 'Changed',
  withinWords: {
    1: 'In the last 24 hours',
    7: 'In the last 7 days',
    30: 'In the last 30 days',
    90: 'In the last 90 days',
  },
  invited: 'Invitation sent',
  invitedWords: {
    '4w': 'In the last 4 weeks',
    '12w': 'In the last 12 weeks',
    year: 'This year',
    all: 'Ever',
  } satisfies Record<OverviewRange, string>,
  anyTime: 'At any time',
  invitedOrNot: 'Sent or not',
  narrow: (what: string) => `Type to find a ${what.toLowerCase()}`,
  nothingToChoose: 'Nothing to choose from.',
  head: {
    name: 'Candidate',
    assessment: 'Assessment',
    posting: 'Posting',
    stage: 'Stage',
    state: 'State',
    score: 'Score',
    owner: 'Owner',
    tags: 'Tags',
    invited: 'Invited',
    changed: 'Changed',
  },
  noScore: 'No score',
  empty: {
    title: 'No screenings yet',
    text: 'They appear here as soon as somebody enters a trigger stage in Lever, or when you send one by hand.',
    send: 'Send screening',
  },
  nobody: {
    searched: (text: string) => `Nobody found for “${text}”`,
    filtered: 'Nobody here at the moment',
    searchedText: 'Only people who were screened are listed here. Send screening searches everybody in Lever.',
    filteredText: 'Choose other filters to see more.',
    look: (text: string) => `Look for “${text}” in Lever`,
  },
  tickAll: {
    some: (n: number, all: number) => `${number(n)} of ${number(all)} are ticked.`,
    all: (n: number) => `Tick all ${number(n)}`,
    loading: (n: number, all: number) => `${number(n)} of ${number(all)} looked up…`,
    label: 'How many of the rows are ticked',
  },
  ticked: (ticked: number) => `${count(ticked, 'screening')} ticked`,
  bulk: {
    region: 'What to do with the ticked rows',
    move: 'Move',
    release: 'Send now',
    remind: 'Remind',
    again: 'Send mail again',
    retry: 'Try again',
    /** What the palette, the help sheet and a button's tooltip call it. */
    withNumber: {
      move: (n: number) => `Move ${count(n, 'candidate')}`,
      release: (n: number) => `Send now to ${count(n, 'candidate')}`,
      remind: (n: number) => `Remind ${count(n, 'candidate')}`,
      again: (n: number) => `Send the mail again to ${count(n, 'candidate')}`,
      retry: (n: number) => `Try again for ${count(n, 'candidate')}`,
      cancel: (n: number) => `Call off ${count(n, 'screening')}`,
      send: (n: number) =>
        n > MOST
          ? `Send screening to the first ${number(MOST)} of ${number(n)}`
          : `Send screening to ${count(n, 'candidate')}`,
      copy: (n: number) => `Copy the addresses of ${count(n, 'candidate')}`,
    },
    withKey: (what: string, key: string) => `${what} (${key})`,
    some: (what: string, n: number) => `${what} (${number(n)})`,
    cancel: 'Call off',
    send: 'Send screening',
    copy: 'Copy addresses',
    clear: 'Untick all',
    none: (what: string) => `None of the ticked rows can do this: ${what}.`,
    /** While it is done with one after the other. */
    doing: {
      move: 'Moving',
      release: 'Sending invitations',
      remind: 'Sending reminders',
      again: 'Sending mails again',
      retry: 'Trying again',
      cancel: 'Calling off',
    },
    stop: 'Stop',
    stopping: 'Stopping…',
    stopWhat: (doing: string) => `Stop: ${doing.toLowerCase()}`,
    stopped: (done: number, all: number) =>
      done === 0
        ? `Stopped before the first of ${number(all)}.`
        : `Stopped after ${number(done)} of ${number(all)}: the ${count(all - done, 'other')} ${all - done === 1 ? 'stays as it is' : 'stay as they are'}.`,
    released: (n: number) => `${count(n, 'invitation')} on the way.`,
    reminded: (n: number) => `${count(n, 'reminder')} on the way.`,
    retried: (n: number) => `Trying again for ${count(n, 'candidate')}.`,
    sentAgain: (n: number) => `${count(n, 'mail')} sent once more.`,
    cancelled: (n: number) => `${count(n, 'screening')} called off.`,
    copied: (n: number) => `${count(n, 'address', 'addresses')} copied.`,
    failed: (n: number) => `It did not work for ${count(n, 'candidate')}, who ${n === 1 ? 'stays' : 'stay'} ticked.`,
    ask: {
      release: (n: number) => `Send ${count(n, 'invitation')} now?`,
      remind: (n: number) => `Remind ${count(n, 'candidate')}?`,
      again: (n: number) => `Send the invitation to ${count(n, 'candidate')} again?`,
      cancel: (n: number) => `Call off ${count(n, 'screening')}?`,
    },
    askNobody: {
      remind: 'Nobody can be reminded now',
      again: 'Nobody can have the invitation again now',
    },
    asking: { remind: 'Looking who can be reminded…', again: 'Looking who can have it again…' },
    askText: {
      release: 'Each invitation leaves at once and cannot be called back.',
      remind: 'Each gets a reminder by e-mail.',
      again: 'Each gets the invitation by e-mail once more.',
      cancel: 'Held invitations are not sent, which can be undone. Links that were sent stop working for good.',
    },
    askNames: (names: readonly string[]) =>
      names.length <= 8 ? list(names) : `${list([...names.slice(0, 7), count(names.length - 7, 'other')])}.`,
    mailedLately: (n: number, all: boolean, when: string) =>
      `${all ? 'All of them' : count(n, 'candidate')} had a mail within the last day${all ? '' : ` and ${n === 1 ? 'stays' : 'stay'} ticked`}. The next mail can go out ${when}.`,
    neverMailed: (n: number) => `${count(n, 'candidate')} cannot be mailed: no mail has reached them yet.`,
    nothingToRetry: 'What they need is a decision, not another try. Open them in the Inbox.',
    noAddress: 'none of them has an e-mail address',
  },
} as const;
