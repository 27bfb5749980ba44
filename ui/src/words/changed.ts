import { number } from '../lib/words';
import { commonWords } from './common';

/** The words of one change of a playbook. */
export const changedWords = {
  said: (what: string) => `Changed: ${what}.`,
  fromTo: (before: string, after: string) => `From “${before}” to “${after}”.`,
  /** A change, and how it was before. */
  was: (what: string, before: string) => `${what}: ${before}`,
  several: (n: number) => `${n} changes at once`,
  ask: {
    title: (playbook: string) => `Change ${playbook}?`,
    order: 'Change the order?',
    confirm: 'Change it',
  },
  place: (n: number) => `number ${number(n)}`,
  onOff: (on: boolean) => (on ? commonWords.on : commonWords.off).toLowerCase(),
  moves: {
    rulesOf: (posting: string) => `Moves for ${posting}`,
    own: 'rules of their own',
    forAll: 'as for every posting',
  },
  reminders: { what: 'Reminders', never: 'none', after: (said: string) => `after ${said}` },
  leaving: (departure: string) => `When a candidate leaves: ${departure}`,
  postingTag: { what: 'Posting tag', none: 'none' },
  posting: (posting: string, stage: string | null) => `Assessment of ${posting}${stage === null ? '' : ` in ${stage}`}`,
  triggers: { what: 'Triggers', none: 'none' },
  any: 'any',
  noneOfItsOwn: 'none of its own',
  /** Whom a change concerns, if it is asked before. */
  concerns: {
    assessment: 'It is for whoever enters a trigger stage from now on. Whoever was invited already keeps theirs.',
    automatic:
      'Every result from now on moves its candidate in Lever, and nobody is asked. Moves that wait in the Inbox still wait for your yes.',
    moves: (automatic: boolean) =>
      automatic
        ? 'Every result from now on moves its candidate there in Lever, and nobody is asked.'
        : 'It is for results from now on; each move waits in the Inbox for a yes. Those that wait already stay as they are.',
    expiresInDays: 'It is for invitations from now on. Links that are out keep their last day.',
    hourlyCap: 'It is for all invitations of this playbook, those that wait included.',
    askAbove: 'It is for whoever arrives from now on: more of them are invited at once without a yes from you.',
    skipSnoozed:
      'Whoever is snoozed in Lever is invited, too; also whoever was left alone for it and is still in the stage.',
    rescreenAfterDays:
      'It is for whoever enters a trigger stage from now on: the same can be sent to them again sooner.',
    sendAgain:
      'It is for whoever enters a trigger stage from now on: they get another invitation although they had the same before.',
    reuse:
      'It is for whoever enters a trigger stage from now on: nothing is sent to them, and what came of their earlier screening appears in Lever for another posting, too.',
    reminders:
      'It is for every invitation that is still open, also those that are out already: whoever has had one for so long is reminded at once.',
    cancel:
      'It is for whoever leaves from now on: an invitation that is still open is cancelled, also one that is out already.',
    filing: 'It is for results from now on: whoever sees the candidate’s files in Lever can read the answers there.',
    writers: {
      performAs:
        'Whatever is written to Lever from now on bears this name, also for candidates who were invited already.',
      fallback:
        'Whatever a stand-in has to write to Lever from now on bears this name, also for candidates who were invited already.',
    },
    byHand:
      '“Send screening” does not offer this playbook any more. Whoever was invited already keeps their invitation.',
    atThisDesk:
      'Invitations may then carry a link that only this computer can open: candidates who are elsewhere cannot answer.',
    order:
      'It is for whoever enters a trigger stage from now on. Whoever was invited already stays with the playbook that invited them.',
  },
} as const;
