import { count, list, number } from '../lib/words';

/** So many are named of what was left out, and so much of each. */
const SAID = 3;
const LONG = 40;

/** The words of "Send screening now". */
export const send = {
  title: 'Send screening',
  field: 'Name, e-mail, Lever link or reference',
  looking: 'Looking…',
  reading: 'Reading from Lever…',
  about: 'Find anybody in Lever. You see the mail, the tags and everything that was checked before anything is sent.',
  several:
    'For several at once, press Enter on each of them, or paste their names, addresses or Lever links, one on each line.',
  found: 'People found',
  nobody: (text: string) => ({
    name: `Nobody found for “${text}”. Try the e-mail address, or paste the address of the candidate’s page in Lever.`,
    email:
      'Nobody in Lever has this e-mail address. Try the name, or paste the address of the candidate’s page in Lever.',
    page: 'Lever shows no candidate at this address to you. Try the name or the e-mail address.',
    elsewhere:
      'This is not the page of a candidate in Lever. Those begin with https://hire.lever.co/candidates/. Try the name or the e-mail address.',
  }),
  mail: 'The mail',
  happens: 'What happens',
  showMail: 'Preview mail',
  hideMail: 'Hide mail',
  cancel: 'Cancel',
  add: 'Add another',
  send: 'Send',
  sendAnyway: 'Send anyway',
  sendTo: (n: number) => (n === 0 ? 'Send' : `Send ${number(n)}`),
  refused: 'Not possible',
  refusedFor: (name: string) => `Not possible for ${name}`,
  question: 'Are you sure?',
  assessment: 'Assessment',
  playbook: 'Playbook',
  eachPlaybook: 'Each one’s own playbook',
  notMeant: (playbook: string) => `${playbook} (not meant for this person)`,
  why: (who: string) => `Why was ${who} invited, or not?`,
  chooseAssessment: 'Choose an assessment',
  mailTo: (address: string | null) => `Mail to ${address ?? 'nobody'}`,
  noMail: 'No mail is sent: you copy the link',
  tags: (n: number) => (n === 1 ? 'tag' : 'tags'),
  inLever: 'in Lever',
  undo: (seconds: number) => `You can undo it for ${count(seconds, 'second')}.`,
  subject: 'Subject',
  checks: (n: number) => `Everything that was checked (${number(n)})`,
  sent: (name: string) => `Screening for ${name}`,
  list: 'To be sent',
  each: 'Each one’s default assessment',
  all: 'The same for all',
  ready: 'Ready',
  ask: 'Needs your yes',
  anyway: (name: string) => `Send to ${name} all the same`,
  remove: (name: string) => `Take ${name} off the list`,
  show: (name: string) => `What ${name} would get`,
  unknown: {
    email: 'Nobody in Lever has this e-mail address.',
    page: 'Lever shows no candidate at this link to you.',
    elsewhere: 'This is not the page of a candidate in Lever.',
    name: 'Nobody in Lever is found by this.',
  },
  ambiguous: (n: number) => (n === 1 ? 'Is it this one?' : `Lever has ${number(n)} opportunities for this. Which one?`),
  which: 'Choose one',
  choices: (label: string) => `Opportunities of ${label}`,
  noPosting: 'No posting',
  unchosen: 'No assessment is chosen.',
  along: (name: string) => `${name} goes along`,
  summary: (can: number, asks: number, choose: number, cannot: number, looking: number) =>
    [
      `${number(can)} can be sent`,
      asks > 0 ? `${number(asks)} ${asks === 1 ? 'needs' : 'need'} your yes` : '',
      choose > 0 ? `${number(choose)} to choose` : '',
      cannot > 0 ? `${number(cannot)} cannot` : '',
      looking > 0 ? `${number(looking)} being looked at` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  eachGets: (mails: boolean, tags: readonly string[], seconds: number) =>
    [
      mails ? 'Each of them gets a mail' : 'No mail is sent: you copy each link',
      tags.length > 0 ? `, and the ${tags.length === 1 ? 'tag' : 'tags'} ${list(tags)} in Lever` : '',
      '. ',
      seconds > 0 ? `You can undo it for ${count(seconds, 'second')}. ` : '',
      'Press a name to see what that person gets.',
    ].join(''),
  /** Why a list is not sent as long as the field shows somebody. */
  first: {
    find: (text: string) =>
      `“${text}” is still being looked for. Nothing is sent until that is done, or the field is empty.`,
    unfound: (text: string) => `“${text}” could not be looked for. Empty the field to send to the list alone.`,
    read: (name: string) => `What ${name} would get is still being read from Lever.`,
    unread: (name: string) => `What ${name} would get could not be read. Empty the field to send to the list alone.`,
    choose: (name: string) => `Choose an assessment for ${name} first, or empty the field.`,
    agree: (name: string) => `${name} needs your yes. Press Enter to put them on the list, and say yes there.`,
  },
  progress: (done: number, all: number) => `Sending ${number(done)} of ${number(all)}…`,
  sentTo: (n: number) => `${count(n, 'screening')} on the way`,
  /** Who is still on the list although Send was pressed; empty if nobody is. */
  left: (names: readonly string[]) => {
    const [most, more] = [names.slice(0, SAID - 1), names.length - SAID + 1];
    if (names.length === 0) return '';
    return `Still on the list, with nothing sent yet: ${list(more > 1 ? [...most, `${number(more)} others`] : names)}.`;
  },
  failed: (n: number) => `${count(n, 'candidate')} could not be sent to and stayed on the list.`,
  tooMany: (most: number) => `At most ${number(most)} at once. Only the first of them were taken.`,
  /** What was pasted and is neither an address nor a link. */
  leftOut: (others: readonly string[]) => {
    const some = others.slice(0, SAID).map((other) => `“${other.length > LONG ? `${other.slice(0, LONG)}…` : other}”`);
    const more = others.length - some.length;
    return `Left out, being neither an e-mail address nor a link: ${list(more > 0 ? [...some, `${number(more)} more`] : some)}.`;
  },
  offline: 'Nothing was sent. When the network is back, this is read again; nothing leaves until you send it.',
  nothingSent: 'Nothing can be sent here, so there is no mail to preview.',
  drop: {
    title: 'Close without sending?',
    text: (n: number) => `The list of ${count(n, 'person', 'people')} is not kept.`,
    confirm: 'Drop the list',
  },
  previewNeeds: 'Choose somebody first, then the mail can be previewed.',
} as const;
