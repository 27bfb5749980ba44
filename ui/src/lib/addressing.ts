import type { ConditionsView, PlaybookView, PostingFields, PostingOption } from '../generated/api';
import { addressingWords, type PostingField } from '../words/addressing';
import { playbookWords } from '../words/playbook';
import { either } from './words';

/** Stands among trigger stages for applying. */
export const APPLIED = '@applied';

const words = addressingWords.who;

/** A playbook that is for everybody. */
export const EVERYBODY: ConditionsView = {
  postingIds: [],
  postingTags: [],
  teams: [],
  departments: [],
  locations: [],
  origins: [],
  confidentiality: 'any',
};

/** The fields that narrow the postings, in the order of the page. */
export const POSTING_FIELDS: readonly PostingField[] = [
  'postingIds',
  'postingTags',
  'teams',
  'departments',
  'locations',
];

/** Whether only some postings will do. */
export function narrowsPostings(conditions: ConditionsView): boolean {
  return POSTING_FIELDS.some((field) => conditions[field].length > 0);
}

/** The postings in words: `any Engineering posting in Munich`. */
export function postingsSaid(conditions: ConditionsView, postings: readonly PostingOption[]): string {
  const { postingIds, postingTags, teams, departments, locations } = conditions;
  const kind = [either(departments), either(teams)].filter(Boolean).join(' ');
  const tags = either(postingTags.map((tag) => words.quoted(tag)));
  if (!narrowsPostings(conditions)) return words.any;
  if (postingIds.length === 0) return words.anyOf(kind, either(locations), tags);
  const titles = postingIds.map((id) => postings.find((posting) => posting.id === id)?.title ?? words.chosen);
  const these = titles.length > 2 ? words.oneOf(titles.length) : either([...new Set(titles)]);
  const rest = [kind, either(locations), tags].filter(Boolean);
  return rest.length > 0 ? words.within(these, rest.join(', ')) : these;
}

/** Whom the playbook is for, in one sentence. */
export function whoSaid(conditions: ConditionsView, postings: readonly PostingOption[]): string {
  const people = words.people(conditions);
  if (people === null && !narrowsPostings(conditions)) return words.everybody;
  return words.sentence(postingsSaid(conditions, postings), people);
}

const LISTS = { postingTags: 'tags', teams: 'teams', departments: 'departments', locations: 'locations' } as const;

/** What can be ticked in a field; what is ticked and no longer exists stays to be unticked. */
export function optionsOf(
  field: PostingField,
  fields: PostingFields,
  chosen: readonly string[],
): { value: string; label: string }[] {
  const known =
    field === 'postingIds'
      ? fields.postings.map((posting) => ({ value: posting.id, label: toldApart(posting, fields.postings) }))
      : fields[LISTS[field]].map((value) => ({ value, label: value }));
  const gone = chosen.filter((value) => !known.some((option) => option.value === value));
  const label = (value: string) => (field === 'postingIds' ? addressingWords.which.map.gonePosting : value);
  return [...gone.map((value) => ({ value, label: label(value) })), ...known];
}

/** What a posting is called beside others: with its team and place if one of them has the same title. */
export function toldApart({ title, detail }: PostingOption, beside: readonly PostingOption[]): string {
  const alone = beside.filter((other) => other.title === title).length <= 1;
  return alone || detail === null ? title : words.apart(title, detail);
}

/** The same of a posting by its id; null if there is none. */
export function calledBeside(id: string, postings: readonly PostingOption[]): string | null {
  const posting = postings.find((one) => one.id === id);
  return posting ? toldApart(posting, postings) : null;
}

/** Whether a text holds every word that is looked for. */
export function holds(text: string, wanted: string): boolean {
  const within = text.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/** The stages of Lever that trigger a playbook. */
export const triggerStages = ({ triggers }: Pick<PlaybookView, 'triggers'>): string[] =>
  triggers.map(({ stageId }) => stageId).filter((id) => id !== APPLIED);

/** The stages that trigger a playbook, or that would while it is off; one that the pipeline does not have is said to be none. */
export function stagesSaid({
  on,
  triggers,
  usualStages,
  lackingStages,
}: Pick<PlaybookView, 'on' | 'triggers' | 'usualStages' | 'lackingStages'>): string[] {
  if (on) return triggers.filter(({ stageId }) => stageId !== APPLIED).map(({ stage }) => stage);
  return usualStages.map((name) => (lackingStages.includes(name) ? playbookWords.lackingStage(name) : name));
}

/** What is said of a stage that is chosen for an assessment of its own; null if nothing. */
export function stageHint(playbook: PlaybookView, stage: { id: string; text: string } | null): string | null {
  const { byHand, none } = addressingWords.which.stageOptions;
  const stages = triggerStages(playbook);
  if (playbook.triggers.length === 0) return none;
  // Whoever applies can be in any stage.
  if (stage === null || stages.includes(stage.id) || stages.length < playbook.triggers.length) return null;
  return byHand(stage.text);
}

/** Whether it names assessments for some postings, and for some stages. */
export const namesFor = (playbook: PlaybookView): { postings: boolean; stages: boolean } => ({
  postings: playbook.postingTag !== null || playbook.postingAssessments.length > 0,
  stages: playbook.stageAssessments.length > 0,
});

/** Whether it names an assessment at all. */
export const namesAny = (playbook: PlaybookView): boolean =>
  playbook.assessmentId !== null || namesFor(playbook).postings || namesFor(playbook).stages;
