import type { ConditionsView, ConfidentialityName, OriginName } from '../generated/api';
import { count, either, list, number } from '../lib/words';

/** The fields of a posting that a playbook can ask for. */
export type PostingField = 'postingIds' | 'postingTags' | 'teams' | 'departments' | 'locations';

const came: Readonly<Record<OriginName, string>> = {
  applied: 'applied',
  sourced: 'were sourced',
  referred: 'were referred',
  agency: 'came by an agency',
  internal: 'came from inside the company',
  university: 'came by a university',
};

const origins: Readonly<Record<OriginName, string>> = {
  applied: 'Applied',
  sourced: 'Sourced',
  referred: 'Referred',
  agency: 'Agency',
  internal: 'Internal',
  university: 'University',
};

const confidentiality: Readonly<Record<ConfidentialityName, string>> = {
  any: 'Any',
  open: 'Not confidential',
  confidential: 'Only confidential',
};

/** The words of whom a playbook is for. */
const who = {
  title: 'Who',
  change: 'Change',
  changeWho: 'Change whom it is for',
  save: 'Save',
  kept: 'Whoever was invited already stays invited.',
  everybody: 'Everybody who enters a trigger stage, whatever the posting.',
  /** One sentence about whom it is for. */
  sentence: (postings: string, people: string | null) =>
    `Candidates for ${postings}${people === null ? '' : ` who ${people}`}. Nobody else gets anything.`,
  postings: {
    label: 'Postings',
    all: 'All',
    some: 'Some',
    hint: 'A posting must match each of these that is chosen. Of several within one, any will do.',
    none: 'Nothing is chosen: it is for all postings.',
    fields: {
      postingIds: 'Posting',
      postingTags: 'Tag',
      teams: 'Team',
      departments: 'Department',
      locations: 'Location',
    } satisfies Record<PostingField, string>,
  },
  origins: { label: 'How they came', hint: 'Nothing ticked: however they came.', names: origins },
  confidentiality: { label: 'Confidentiality', names: confidentiality },
  search: (field: string) => `Search: ${field.toLowerCase()}`,
  nothing: 'Nothing matches.',
  /** A posting that has the title of another. */
  apart: (title: string, detail: string) => `${title}, ${detail}`,
  /** What is ticked, on a chip. */
  chosenOf: (labels: readonly string[]) => (labels.length > 2 ? `${number(labels.length)} chosen` : either(labels)),
  any: 'any posting',
  /** Postings with something in common. */
  anyOf: (kind: string, places: string, tags: string) =>
    `any ${kind && `${kind} `}posting${places && ` in ${places}`}${tags && ` tagged ${tags}`}`,
  chosen: 'a chosen posting',
  oneOf: (n: number) => `one of ${count(n, 'posting')}`,
  within: (postings: string, rest: string) => `${postings} (${rest})`,
  quoted: (tag: string) => `“${tag}”`,
  /** How candidates must be, after “who”; null if they may be as they are. */
  people: ({ origins, confidentiality }: Pick<ConditionsView, 'origins' | 'confidentiality'>): string | null => {
    const how = either(origins.map((origin) => came[origin]));
    const kept = { any: '', open: 'are not confidential', confidential: 'are confidential' }[confidentiality];
    return list([how, kept].filter(Boolean)) || null;
  },
};

/** The words of which assessment candidates get. */
const which = {
  title: 'Which assessment',
  about: 'Looked for in this order; the first that says something counts.',
  change: 'Change',
  remove: 'Remove',
  save: 'Save',
  choose: 'Choose an assessment',
  gone: 'An assessment that no longer exists',
  candidateTag: {
    title: 'A tag on the candidate',
    text: 'Whoever gets a tag with the name of an assessment in Lever gets that one. Always.',
  },
  postingTag: {
    title: 'A tag on the posting',
    text: 'A tag that recruiters put on a posting in Lever names the assessment.',
    none: 'No posting tag is looked for.',
    label: 'The tag, with {id} for the name of the assessment',
    hint: 'For example Hubert: {id}. Empty if postings have no such tag.',
    changeIt: 'Change the posting tag',
    /** What the pattern means, with an assessment of the account. */
    means: (tag: string, assessment: string) => `${tag} on a posting means ${assessment}.`,
  },
  map: {
    title: 'The posting itself',
    text: 'A posting can have an assessment of its own, in every stage or in one.',
    add: 'Give a posting its own…',
    search: 'Find a posting',
    everyStage: 'every stage',
    gonePosting: 'A posting that no longer exists',
    goneStage: 'a stage that no longer exists',
    changeOf: (posting: string) => `Change the assessment of ${posting}`,
    removeOf: (posting: string, stage: string | null) =>
      `Remove the assessment of ${posting}${stage === null ? '' : ` in ${stage}`}`,
    list: 'Postings with an assessment of their own',
    nothing: 'No posting matches.',
  },
  dialog: {
    title: 'Give a posting its own assessment',
    posting: 'Posting',
    search: 'Search postings',
    stage: 'Stage',
    every: 'Every stage',
    assessment: 'Assessment',
    review: 'What will happen',
    incomplete: 'Choose a posting and an assessment to see what will happen.',
    sentence: (posting: string, stage: string | null, assessment: string) =>
      `From now on, candidates for ${posting}${stage === null ? '' : ` who are in ${stage}`} get ${assessment}, unless a tag says otherwise.`,
    instead: (assessment: string) => `Until now it was ${assessment}.`,
    notFor: 'This playbook is for other postings: choose this one under “Who”, too.',
    correct: 'This is correct',
    confirm: 'Confirm',
  },
  stages: {
    title: 'The stage',
    text: 'A stage can have a default of its own.',
    add: 'Add a stage with its own default',
    of: (stage: string) => `Assessment in ${stage}`,
    removeOf: (stage: string) => `Remove the default of ${stage}`,
  },
  stageOptions: {
    triggers: 'Trigger stages',
    others: 'Other stages',
    /** Nobody is invited there by themselves. */
    byHand: (stage: string) => `${stage} does not trigger this playbook: it counts only for those you send to by hand.`,
    none: 'No stage triggers this playbook yet, so each of them can be chosen.',
  },
  fallback: {
    title: 'The default',
    text: 'For everybody else.',
    label: 'Assessment for everybody else',
    none: 'None: nobody else is screened',
  },
  /** What the sentence says of the assessment if there is no default. */
  said: {
    none: 'an assessment',
    /** Who else says it; null if nobody does. */
    some: ({ postings, stages }: { postings: boolean; stages: boolean }): string | null => {
      const who = [...(postings ? ['posting'] : []), ...(stages ? ['stage'] : [])];
      return who.length === 0 ? null : `what their ${who.join(' or ')} says`;
    },
  },
};

/** The words of several playbooks. */
const several = {
  byHand: 'By hand',
  order: 'Each candidate goes to the first playbook that is for them.',
  keys: 'Alt and the arrow keys move a playbook.',
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  moved: (name: string, place: number) => `${name} is now number ${number(place)}.`,
  menu: (name: string) => `More for ${name}`,
  copy: 'Copy',
  copied: (name: string) => `${name} is there. It is off until you switch it on.`,
  rename: {
    action: 'Rename…',
    title: 'Rename the playbook',
    label: 'Name',
    save: 'Rename',
    done: (name: string) => `It is called ${name} now.`,
  },
  remove: {
    action: 'Delete…',
    title: (name: string) => `Delete ${name}?`,
    text: 'Its triggers, texts and rules are gone for good.',
    confirm: 'Delete',
    done: (name: string) => `Deleted ${name}.`,
  },
};

/** The words of whom a playbook is for, what they get, and several playbooks. */
export const addressingWords = { who, which, several };
