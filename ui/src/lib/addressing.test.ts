import { describe, expect, it } from 'vitest';
import type { ConditionsView, PostingFields, TagVocabulary } from '../generated/api';
import { playbook } from '../testing/playbook';
import { addressingWords } from '../words/addressing';
import { playbookWords, type Own, type Told } from '../words/playbook';
import { EVERYBODY, holds, optionsOf, postingsSaid, stagesSaid, whoSaid } from './addressing';
import { keyOf, rowsOf, sends, withEntry } from './postingmap';
import { TAG_FIELDS } from './vocabulary';

const postings = [
  { id: 'b', title: 'Backend Engineer', detail: 'Platform · Berlin' },
  { id: 'b2', title: 'Backend Engineer', detail: 'Platform · Munich' },
  { id: 'd', title: 'Designer', detail: null },
];
const fields: PostingFields = { postings, tags: ['remote'], teams: ['Platform'], departments: [], locations: [] };
const only = (conditions: Partial<ConditionsView>): ConditionsView => ({ ...EVERYBODY, ...conditions });

describe('whom a playbook is for', () => {
  it.each([
    [{}, 'any posting'],
    [{ departments: ['Engineering'] }, 'any Engineering posting'],
    [
      { departments: ['Engineering', 'Hardware'], locations: ['Munich'] },
      'any Engineering or Hardware posting in Munich',
    ],
    [{ postingTags: ['remote'] }, 'any posting tagged “remote”'],
    [{ postingIds: ['d'] }, 'Designer'],
    [{ postingIds: ['b', 'b2'] }, 'Backend Engineer'],
    [{ postingIds: ['b', 'b2', 'd'] }, 'one of 3 postings'],
    [{ postingIds: ['d'], locations: ['Munich'] }, 'Designer (Munich)'],
    [{ postingIds: ['gone'] }, 'a chosen posting'],
  ] satisfies [Partial<ConditionsView>, string][])('%j is %s', (conditions, said) =>
    expect(postingsSaid(only(conditions), postings)).toBe(said),
  );

  it('is one sentence, with how they came and what is confidential', () => {
    expect(whoSaid(EVERYBODY, postings)).toBe(addressingWords.who.everybody);
    expect(whoSaid(only({ origins: ['applied', 'referred'], confidentiality: 'open' }), postings)).toBe(
      'Candidates for any posting who applied or were referred and are not confidential. Nobody else gets anything.',
    );
  });

  it('tells postings of one title apart, and keeps what no longer exists to be unticked', () => {
    expect(optionsOf('postingIds', fields, ['gone', 'd']).map(({ label }) => label)).toEqual([
      addressingWords.which.map.gonePosting,
      'Backend Engineer, Platform · Berlin',
      'Backend Engineer, Platform · Munich',
      'Designer',
    ]);
    expect(optionsOf('departments', fields, ['Hardware'])).toEqual([{ value: 'Hardware', label: 'Hardware' }]);
  });

  it('is found by every typed word, in whichever order', () => {
    expect(holds('Backend Engineer Munich', 'munich back')).toBe(true);
    expect(holds('Backend Engineer Berlin', 'munich back')).toBe(false);
    expect(holds('Backend', '')).toBe(true);
  });
});

describe('the sentence of a playbook', () => {
  const tags: TagVocabulary = {
    ...(Object.fromEntries(TAG_FIELDS.map((field) => [field, ''])) as Omit<TagVocabulary, 'replace'>),
    replace: false,
  };
  const told: Told & Own = {
    stages: ['Phone screen'],
    applications: false,
    byHand: false,
    postings: 'any posting',
    people: null,
    assessment: 'Backend basics',
    others: { postings: false, stages: false },
    expiresInDays: 14,
    rescreenAfterDays: 90,
    rescreening: 'leave_out',
    tags: { ...tags, score: 'Score:{{ score }}' },
    filing: 'never',
    form: null,
    writer: null,
    moves: { automatic: false, byScore: [], byGrade: [], byPosting: [] },
  };
  const text = (change: Partial<Told & Own>) =>
    playbookWords
      .sentence({ ...told, ...change })
      .map((piece) => piece.text)
      .join('');

  it('says for which postings and for whom', () => {
    expect(text({})).toContain('When a candidate enters Phone screen for any posting, send Backend basics. The link');
    expect(text({ people: 'were referred' })).toContain('When candidates who were referred enter Phone screen for');
  });

  it('says what triggers it, or that it is used by hand', () => {
    expect(text({ applications: true })).toContain('When a candidate applies or enters Phone screen for any');
    expect(text({ applications: true, stages: [] })).toContain('When a candidate applies for any posting, send');
    expect(text({ applications: true, people: 'were referred' })).toContain(
      'When candidates who were referred apply or enter Phone screen for',
    );
    expect(text({ byHand: true })).toContain('When you send a screening by hand to a candidate for any posting, send');
    expect(text({ byHand: true, people: 'were referred' })).toContain('by hand to candidates who were referred for');
  });

  it('says of a stage that the pipeline does not have that it has none', () => {
    const trigger = (stageId: string, stage: string) => ({ stageId, stage, onSince: 1 });
    const usual = { usualStages: ['Phone screen', 'Old'], lackingStages: ['Old'] };
    const gone = 'a stage that no longer exists';
    expect(stagesSaid(playbook({ ...usual, on: false }))).toEqual(['Phone screen', 'Old (not a stage in Lever now)']);
    const triggers = [trigger('s', 'Phone screen'), trigger('x', gone), trigger('@applied', 'New applications')];
    expect(stagesSaid(playbook({ ...usual, on: true, triggers }))).toEqual(['Phone screen', gone]);
  });

  it('says what becomes of whoever had it before, and what Lever is told', () => {
    expect(text({})).toContain(', and nobody gets it twice within 90 days. When there is a result, write score, note');
    expect(text({ rescreening: 'ask' })).toContain(', and whoever had it within 90 days waits for your yes.');
    expect(text({ rescreening: 'reuse' })).toContain(', and a result of the last 90 days is used again.');
    expect(text({ rescreening: 'send_again' })).toContain(', and whoever had it before gets it again.');
    const graded = { ...tags, score: '', grade: 'Acme: {{ grade }}', pass: 'Acme - Pass' };
    expect(text({ tags: graded, filing: 'finished' })).toContain('write grade, pass or fail, note, link and report to');
  });

  it('says that a posting or a stage may have another assessment, and that there may be no default', () => {
    const both = { postings: true, stages: true };
    expect(text({ others: both })).toContain('send Backend basics, or what their posting or stage says.');
    expect(text({ others: { ...both, stages: false } })).toContain('send Backend basics, or what their posting says.');
    expect(text({ others: { ...both, postings: false }, assessment: null })).toContain('send what their stage says.');
    expect(text({ assessment: null })).toContain('send an assessment.');
  });
});

describe('the posting map', () => {
  const entry = (postingId: string, stageId: string | null, assessmentId = 'a') => ({
    postingId,
    stageId,
    assessmentId,
  });

  it('has one entry for each posting and stage', () => {
    const all = [entry('b', null), entry('b', 's'), entry('d', null)];
    const next = entry('b', null, 'other');
    expect(withEntry(all, next, null)).toEqual([all[1], all[2], next]);
    expect(withEntry(all, next, all[1] ?? null)).toEqual([all[2], next]);
    expect(keyOf(entry('b', null))).not.toBe(keyOf(entry('b', 's')));
  });

  it('is in order of the postings, and says what is gone', () => {
    const rows = rowsOf(
      [entry('gone', null, 'gone'), entry('d', 's'), entry('b', 'gone')],
      postings,
      [{ id: 's', text: 'Phone screen' }],
      [{ id: 'a', name: 'Basics' }],
    );
    const { gone, map } = addressingWords.which;
    expect(rows.map(({ posting, stage, assessment }) => [posting, stage, assessment])).toEqual([
      [map.gonePosting, null, gone],
      ['Backend Engineer, Platform · Berlin', map.goneStage, 'Basics'],
      ['Designer', 'Phone screen', 'Basics'],
    ]);
  });

  it('sends what any of its entries names', () => {
    const playbook = { assessmentId: 'a', postingAssessments: [entry('b', null, 'c')], stageAssessments: [] };
    expect(['a', 'b', 'c'].map((id) => sends(playbook, id))).toEqual([true, false, true]);
  });
});
