import { describe, expect, it } from 'vitest';
import type { TagVocabulary } from '../generated/api';
import { vocabularyWords } from '../words/vocabulary';
import { fieldOf, inserted, misspelt, putRight, tagChanges, TAG_FIELDS } from './vocabulary';

const known = Object.keys(vocabularyWords.template.names);
const tags = Object.fromEntries(TAG_FIELDS.map((field) => [field, ''])) as Omit<TagVocabulary, 'replace'>;
const before: TagVocabulary = { ...tags, invited: 'Sent', score: 'Score:{{ score }}', replace: false };

describe('what changes of tags', () => {
  it('is what another tag is written for, in the order in which they happen', () => {
    const after = { ...before, score: '', pass: 'Passed', invited: 'Out', replace: true };
    expect(tagChanges(before, after)).toEqual([
      { field: 'invited', before: 'Sent', after: 'Out' },
      { field: 'pass', before: '', after: 'Passed' },
      { field: 'score', before: 'Score:{{ score }}', after: '' },
    ]);
  });

  it('is nothing where only blanks differ', () =>
    expect(tagChanges(before, { ...before, invited: ' Sent ' })).toEqual([]));
});

describe('the field of an error', () => {
  it.each([
    ['The needs-review tag cannot be used: undefined value (line 1)', 'needsReview'],
    ['The pass tag is the same as the invited tag.', 'pass'],
    ['The note cannot be used: syntax error (line 2)', 'note'],
    ['The started note cannot be used: syntax error', 'startedNote'],
    ['The comment cannot be used: syntax error', 'noteChanged'],
    ['The mail text must contain {{ link }}, or nobody could answer.', 'mailText'],
    ["The reminder's text must contain {{ link }}, or nobody could answer.", 'reminderText'],
    ['“Fails up to” must be less than “Passes from”: no score both passes and fails.', null],
    ['The notebook is away.', null],
  ])('%s', (message, field) => expect(fieldOf(message)).toBe(field));
});

describe('a misspelt word', () => {
  it.each([
    ['Hello {{ frist_name }}', 'first_name', 'frist_name'],
    ["{{ posting or 'your scroe' }} {{ scroe }}", 'score', 'scroe'],
    ['{{ elephant }} {{ frist_name }}', 'first_name', 'frist_name'],
    ['{% if commnt %}yes{% endif %}', 'comment', 'commnt'],
    ['{{ elephant }}', null, 'elephant'],
    ['{{ name | upper }}', null, null],
    ['elephant {{ name }}', null, null],
  ])('%s', (text, meant, wrong) => expect(misspelt(text, known, meant)).toBe(wrong));

  it('is put right where it stands, and nowhere else', () => {
    const text = "frist_name 'frist_name' {{ 'frist_name' }} {{ frist_name|upper }}";
    expect(putRight(text, known, 'first_name')).toBe(
      "frist_name 'frist_name' {{ 'frist_name' }} {{ first_name|upper }}",
    );
    expect(putRight('{{ name }}', known, 'first_name')).toBe('{{ name }}');
  });

  it('is found on another line, too', () =>
    expect(putRight('Hello\n{{ nmae }},\n{{ link }}', known, 'name')).toBe('Hello\n{{ name }},\n{{ link }}'));
});

it('puts a word in the place of what is selected, and the caret behind it', () => {
  expect(inserted('Hello you!', 6, 9, 'first_name')).toEqual({ text: 'Hello {{ first_name }}!', caret: 22 });
  expect(inserted('', 0, 0, 'name')).toEqual({ text: '{{ name }}', caret: 10 });
  expect(inserted('', 0, 0, 'knocked_out').text).toBe('{% if knocked_out %}A hard requirement is not met.{% endif %}');
});
