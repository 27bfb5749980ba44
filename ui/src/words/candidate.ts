import type { CandidateRow, ScreeningAction } from '../generated/api';
import { ahead, COUNTED, secondsLeft } from '../lib/time';
import { count, number } from '../lib/words';
import { timeWords } from './time';

const mail: Record<string, string> = {
  sent: 'Sent',
  unclear: 'Not clear whether it left',
  failed: 'Could not be sent',
  by_hand: 'You send the link yourself',
};

/** The words of one candidate's page. */
export const candidateWords = {
  title: 'Candidate',
  back: 'Back to the list',
  backTitle: 'Back (Esc)',
  openInLever: 'Open in Lever',
  more: 'More actions',
  callOff: 'Call off…',
  sendAnother: 'Send another screening',
  also: { another: 'invite interview test assessment again' },
  report: 'Open the page for colleagues',
  readAgain: 'Read them again',
  next: 'Next to review',
  queue: {
    label: 'Those to review',
    previous: 'Previous one',
    place: (at: number, of: number) => `${number(at)} of ${number(of)}`,
    withKey: (what: string, key: string) => `${what} (${key})`,
  },
  noNext: 'Nobody else is ready to review.',
  why: 'Every decision, with each check',
  screening: 'Screening',
  about: (name: string) => `About ${name}`,
  actions: {
    undo: 'Undo',
    send_now: 'Send now',
    cancel: 'Call off',
    remind: 'Remind',
    send_again: 'Send again',
    copy_link: 'Copy link',
    mail_program: 'Open in my mail program',
    review: 'Review',
    take_back: 'Undo review',
  } satisfies Record<ScreeningAction, string>,
  said: {
    sendNow: (who: string) => `The invitation to ${who} is leaving now.`,
    cancelled: (who: string) => `The screening of ${who} was called off.`,
    reminded: (who: string) => `A reminder to ${who} is on its way.`,
    sentAgain: (who: string) => `The invitation to ${who} is sent once more.`,
    mailedLately: 'Nothing was sent.',
    sendAnyway: 'Send anyway',
    linkCopied: 'Link copied.',
    copyThis: 'Copy this:',
    retrying: 'Trying again.',
    skipped: 'Skipped.',
  },
  askCallOff: {
    title: (who: string) => `Call off the screening of ${who}?`,
    text: 'The link stops working, and what was answered so far is not reviewed. This cannot be undone.',
    confirm: 'Call off',
  },
  attention: 'Needs you',
  sections: {
    facts: 'Facts',
    timeline: 'What happened',
    writes: 'Sent and written to Lever',
    same: 'The same person',
    checks: 'Every decision',
  },
  whyInvited: (who: string, row: Pick<CandidateRow, 'state'>, mailState: string) => {
    if (row.state === 'held' || row.state === 'inviting') return `Why is ${who} invited?`;
    return mailState === 'none' ? `Why was ${who} to be invited?` : `Why was ${who} invited?`;
  },
  otherOpportunity: (stage: string | null) => (stage ? `In ${stage}` : 'Active in Lever'),
  noPosting: 'No posting',
  facts: {
    posting: 'Posting',
    stage: 'Stage',
    assessment: 'Assessment',
    email: 'E-mail',
    noEmail: 'None in Lever',
    owner: 'Owner',
    mail: 'Mail',
    ends: 'Link ends',
    reference: 'Reference',
    mailState: (state: string): string | null => mail[state] ?? null,
  },
  checks: { passed: 'Passed', failed: 'Failed', warning: 'Note' } as Record<string, string>,
  /** Of what passed, these say no more than the name of the check. */
  plain: ['allowed', 'no trace of another computer'] as readonly string[],
  chosenBy: (how: string) => `Assessment: ${how}.`,
  decisions: {
    title: (name: string) => `Every decision about ${name}`,
    whyInvited: (who: string) => `Why was ${who} invited?`,
    whyNot: (who: string) => `Why was ${who} not invited?`,
    none: (name: string) =>
      `Fulcrum has not decided anything about ${name} yet. It decides once somebody enters a trigger stage that is on, or applies where that is a trigger.`,
    close: 'Close',
    verdicts: {
      invite: 'Invited',
      skip: 'Not invited',
      ask: 'Ask a person',
      not_addressed: 'Not for this playbook',
      reuse: 'Result reused',
    },
  },
  seeChecks: (failed: number, all: number) => {
    if (failed > 0) return `${number(failed)} of ${count(all, 'check')} did not pass`;
    return all === 1 ? 'The check' : `All ${number(all)} checks`;
  },
  write: {
    done: (n: number) => `${number(n)} done`,
    tries: (n: number) => `${number(n)} tries`,
    /** In seconds where the page counts down beside it. */
    due: (at: number, now: number) =>
      at - now <= COUNTED ? timeWords.ahead(timeWords.short(secondsLeft(at, now), 'second')) : ahead(at, now),
    offline: 'once Lever can be reached',
    retry: 'Try again',
    skip: 'Skip',
    undo: 'Undo',
  },
  upcoming: (who: string) => `What ${who} is asked`,
  upcomingFacts: (name: string, questions: number, minutes: number) =>
    `${name}: ${count(questions, 'question')}, about ${count(minutes, 'minute')}`,
  upcomingRegion: 'Questions',
  progress: {
    label: 'Progress',
    answers: 'Answers given',
    steps: ['Held', 'Invited', 'Started', 'Finished', 'Reviewed'],
    scored: 'Scored',
    leaving: 'The invitation is leaving',
    needsLink: (who: string) => `${who} needs the link from you`,
    has: (who: string) => `${who} has the invitation`,
    answered: (who: string, n: number, all: number) => `${who} has answered ${number(n)} of ${number(all)}`,
    declined: (who: string) => `${who} said no to the screening`,
    expired: (who: string) => `The link ran out before ${who} finished`,
    cancelled: 'This screening was called off',
    failed: 'The invitation could not be delivered',
    heldAsked: 'Nothing is sent until you have answered the question above. You can also call it back.',
    held: (assessment: string, email: string | null, who: string) =>
      `${assessment} goes to ${email ?? 'the candidate'}. Until then you can undo it, and ${who} will not notice.`,
    inviting: 'Lever is read once more before anything is sent.',
    byHand: 'No mail can be sent for you. Copy the link, or write in your own mail program.',
    wait: (ends: string | null) => `You will hear when it is done. ${ends === null ? '' : `The link ends ${ends}.`}`,
    started: (who: string) => `You read and score the answers here as soon as ${who} has finished.`,
    failedNext: 'Nothing has reached the candidate. Settle what is wrong, then send it again.',
    submitted: 'The answers cannot be read now. They appear here once the interview service hands them out again.',
    evaluated:
      'Scored by the rules of the questions. The answers cannot be read now; they appear here once the interview service hands them out again.',
    over: 'Nothing more will happen by itself. You can send another screening at any time.',
  },
};
