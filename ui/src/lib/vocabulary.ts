import type { NotesView, TagVocabulary } from '../generated/api';
import { vocabularyWords } from '../words/vocabulary';

/** A tag of a playbook. */
export type TagField = Exclude<keyof TagVocabulary, 'replace'>;

/** Statuses, in the order in which they happen. */
export const STATUSES = [
  'invited',
  'started',
  'completed',
  'needsReview',
  'evaluated',
  'pass',
  'fail',
  'expired',
  'declined',
] as const satisfies readonly TagField[];

/** What comes of a screening: no statuses, they stay. */
export const RESULTS = ['score', 'grade'] as const satisfies readonly TagField[];

export const TAG_FIELDS: readonly TagField[] = [...STATUSES, ...RESULTS];

/** What a note may tell before there is a result, and its name among the fields of an error. */
export const NEWS = [
  { field: 'invited', error: 'invitedNote' },
  { field: 'started', error: 'startedNote' },
  { field: 'completed', error: 'completedNote' },
  { field: 'expired', error: 'expiredNote' },
  { field: 'declined', error: 'declinedNote' },
] as const satisfies readonly { field: TagField & keyof NotesView; error: WrittenField }[];

/** Words that a note can be filled in with. */
export const NOTE_WORDS = [
  'name',
  'posting',
  'assessment',
  'score',
  'verdict',
  'grade',
  'outcome',
  'points',
  'max_points',
  'percent',
  'knocked_out',
  'reviewer',
  'comment',
  'report',
  'date',
] as const satisfies readonly (keyof typeof vocabularyWords.template.names)[];

/** A tag that is another one after saving; the templates. */
export interface TagChange {
  field: TagField;
  before: string;
  after: string;
}

/** Tags that saving would change. Blanks around a tag are no change: they are not kept. */
export function tagChanges(before: TagVocabulary, after: TagVocabulary): TagChange[] {
  return TAG_FIELDS.map((field) => ({ field, before: before[field].trim(), after: after[field].trim() })).filter(
    (change) => change.before !== change.after,
  );
}

/** How the application layer names what people write, in the errors of a save. */
const NAMES = {
  invited: 'invited tag',
  started: 'started tag',
  completed: 'completed tag',
  needsReview: 'needs-review tag',
  evaluated: 'evaluated tag',
  pass: 'pass tag',
  fail: 'fail tag',
  expired: 'expired tag',
  declined: 'declined tag',
  score: 'score tag',
  grade: 'grade tag',
  invitedNote: 'invited note',
  startedNote: 'started note',
  completedNote: 'completed note',
  expiredNote: 'expired note',
  declinedNote: 'declined note',
  // Before the note, whose name is the beginning of this one.
  noteCounted: 'note about what was counted',
  note: 'note',
  noteChanged: 'comment',
  mailSubject: 'subject',
  mailText: 'mail text',
  reminderSubject: 'reminder’s subject',
  reminderText: 'reminder’s text',
} as const;

/** Something that people write in a playbook. */
export type WrittenField = keyof typeof NAMES;

/** The field that an error is about; null if it names none. */
export function fieldOf(message: string): WrittenField | null {
  const plain = message.replaceAll("'", '’');
  const fields = Object.keys(NAMES) as WrittenField[];
  return fields.find((field) => plain.startsWith(`The ${NAMES[field]} `)) ?? null;
}

/** Words that may stand in a template, and what a template is made of besides. */
const GRAMMAR = new Set(
  'if elif else endif for endfor in is not and or defined undefined true false none set endset'.split(' '),
);

/** A word in the braces of a template, and where it stands. */
interface Place {
  word: string;
  at: number;
}

/** The words of a template that are looked up: not what is quoted, no grammar, no filter. */
function lookedUp(template: string): Place[] {
  const places: Place[] = [];
  for (const braces of template.matchAll(/\{\{.*?\}\}|\{%.*?%\}/gs)) {
    // Quoted text keeps its length, so that places stay true.
    const inside = braces[0].replace(/'[^']*'|"[^"]*"/g, (quoted) => ' '.repeat(quoted.length));
    for (const found of inside.matchAll(/(?<![\w.]|\|\s*)[\p{L}_][\p{L}\p{N}_]*/gu)) {
      if (!GRAMMAR.has(found[0])) places.push({ word: found[0], at: braces.index + found.index });
    }
  }
  return places;
}

/** How many letters are to be changed to make one word the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The word of a template that does not exist: the one that is most like what was probably meant, else the first. */
function misplaced(template: string, known: readonly string[], meant: string | null): Place | null {
  const strange = lookedUp(template).filter(({ word }) => !known.includes(word));
  if (meant === null) return strange[0] ?? null;
  const far = (place: Place) => distance(place.word.toLowerCase(), meant);
  return strange.reduce<Place | null>((best, place) => (best === null || far(place) < far(best) ? place : best), null);
}

/** The same, as a word. */
export function misspelt(template: string, known: readonly string[], meant: string | null): string | null {
  return misplaced(template, known, meant)?.word ?? null;
}

/** The template with the word that was meant in the place of the one that does not exist. */
export function putRight(template: string, known: readonly string[], meant: string): string {
  const place = misplaced(template, known, meant);
  if (!place) return template;
  return template.slice(0, place.at) + meant + template.slice(place.at + place.word.length);
}

/** A text with a word for the candidate in the place of what is selected, and where the caret is then. */
export function inserted(text: string, from: number, to: number, word: string): { text: string; caret: number } {
  // A yes or no is no word for a reader: it decides whether a sentence stands there.
  const said = vocabularyWords.template.sentences[word as keyof typeof vocabularyWords.template.sentences];
  const braces = said === undefined ? `{{ ${word} }}` : `{% if ${word} %}${said}{% endif %}`;
  return { text: text.slice(0, from) + braces + text.slice(to), caret: from + braces.length };
}
