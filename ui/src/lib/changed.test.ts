import { describe, expect, it } from 'vitest';
import type { PlaybookView } from '../generated/api';
import { playbook } from '../testing/playbook';
import { changedWords as words } from '../words/changed';
import { EVERYBODY } from './addressing';
import { changesOf, former, patched, triggersChanged, type PlaybookPatch } from './changed';

const nameOf = (id: string) => (id === 'gone' ? null : 'Basics');

describe('a change of a playbook in words', () => {
  it('is there even if both are called the same, and only where something is another', () => {
    const book = playbook({ assessmentId: 'a' });
    const [change, ...others] = changesOf(book, { assessmentId: 'b', hourlyCap: book.hourlyCap }, nameOf);
    expect([change?.before, change?.after, others]).toEqual(['Basics', 'Basics', []]);
    expect(change?.concerns).toBe(words.concerns.assessment);
  });

  it('is brought back exactly, also where there was nothing', () => {
    const book = playbook({ assessmentId: null, postingTag: null, form: null, remindAfterDays: [2, 5] });
    const form = { templateId: 't', fields: [] };
    const patch = { assessmentId: 'a', postingTag: 'X {id}', form, remindAfterDays: [] };
    const changed = patched(book, patch);
    expect([changed.assessmentId, changed.postingTag, changed.form]).toEqual(['a', 'X {id}', form]);
    expect(patched(changed, former(book, patch))).toEqual(book);
  });

  it('asks for a posting whose rules go only if somebody is moved elsewhere then', () => {
    const best = [{ score: 4, stageId: 'offer' }];
    const own = (byScore: typeof best) => [{ postingId: 'p', byScore, byGrade: [] }];
    const moves = { automatic: false, byScore: best, byGrade: [], byPosting: own(best) };
    const without = { moves: { ...moves, byPosting: [] } };
    const of = (byPosting: typeof moves.byPosting) =>
      changesOf(playbook({ moves: { ...moves, byPosting } }), without, nameOf);
    expect(of(own(best)).map(({ concerns }) => concerns)).toEqual([null]);
    expect(of(own([])).map(({ concerns }) => concerns)).toEqual([words.concerns.moves(false)]);
  });

  it.each<[string, Partial<PlaybookView>, PlaybookPatch, string | null]>([
    ['a reminder more', { remindAfterDays: [3] }, { remindAfterDays: [3, 6] }, words.concerns.reminders],
    ['an earlier reminder', { remindAfterDays: [3, 6] }, { remindAfterDays: [2, 6] }, words.concerns.reminders],
    ['a later reminder', { remindAfterDays: [3, 6] }, { remindAfterDays: [3, 7] }, null],
    ['fewer reminders', { remindAfterDays: [3, 6] }, { remindAfterDays: [6] }, null],
    ['results that are used again', { rescreening: 'ask' }, { rescreening: 'reuse' }, words.concerns.reuse],
    ['a question instead', { rescreening: 'reuse' }, { rescreening: 'ask' }, null],
    [
      'older results that are used again',
      { rescreening: 'reuse', rescreenAfterDays: 30 },
      { rescreenAfterDays: 60 },
      words.concerns.reuse,
    ],
    ['more days without the same', { rescreenAfterDays: 30 }, { rescreenAfterDays: 60 }, null],
    ['a report where there was none', { filing: 'never' }, { filing: 'scored' }, words.concerns.filing],
    ['a report before there is a score', { filing: 'scored' }, { filing: 'finished' }, words.concerns.filing],
    ['a report only with a score', { filing: 'finished' }, { filing: 'scored' }, null],
    ['no report', { filing: 'finished' }, { filing: 'never' }, null],
    ['a link that opens only here', { atThisDesk: false }, { atThisDesk: true }, words.concerns.atThisDesk],
    ['snoozed candidates, too', { skipSnoozed: true }, { skipSnoozed: false }, words.concerns.skipSnoozed],
    ['none of them', { skipSnoozed: false }, { skipSnoozed: true }, null],
    ['no such link', { atThisDesk: true }, { atThisDesk: false }, null],
    ['use by hand', { byHand: false }, { byHand: true }, null],
    ['no use by hand', { byHand: true }, { byHand: false }, words.concerns.byHand],
    [
      'another assessment for a stage',
      { stageAssessments: [{ stageId: 'screen', assessmentId: 'a' }] },
      { stageAssessments: [{ stageId: 'screen', assessmentId: 'b' }] },
      words.concerns.assessment,
    ],
    [
      'an assessment of its own for a posting',
      { postingAssessments: [] },
      { postingAssessments: [{ postingId: 'p', stageId: null, assessmentId: 'a' }] },
      words.concerns.assessment,
    ],
    [
      'somebody else who writes',
      {},
      { writers: { performAs: 'ben', fallback: null } },
      words.concerns.writers.performAs,
    ],
    [
      'nobody who stands in',
      { writers: { performAs: null, fallback: 'ben@example.com' } },
      { writers: { performAs: null, fallback: null } },
      words.concerns.writers.fallback,
    ],
  ])('asks, or not, before %s', (_, before, patch, concerns) => {
    expect(changesOf(playbook(before), patch, nameOf).map((change) => change.concerns)).toEqual([concerns]);
  });

  it('says of whom it is for what was chosen and what is, all of it by name, in whichever order', () => {
    const book = playbook({ conditions: { ...EVERYBODY, postingIds: ['a', 'gone'], teams: ['X', 'Y'] } });
    const conditions = {
      ...EVERYBODY,
      postingIds: ['a'],
      teams: ['Y', 'X'],
      origins: ['applied' as const, 'referred' as const],
      confidentiality: 'open' as const,
    };
    expect(changesOf(book, { conditions }, nameOf).map(({ what, before, after }) => [what, before, after])).toEqual([
      ['Posting', 'Basics or A posting that no longer exists', 'Basics'],
      ['How they came', 'any', 'Applied or Referred'],
      ['Confidentiality', 'Any', 'Not confidential'],
    ]);
  });

  it('says which stages triggered it and which do, also one that is gone from Lever', () => {
    const gone = { stageId: 'gone', stage: 'a stage that no longer exists', onSince: 1 };
    const book = playbook({ triggers: [{ stageId: 's', stage: 'Phone screen', onSince: 1 }, gone] });
    const said = (...stageIds: string[]) =>
      triggersChanged(book, stageIds, () => 'Offer').map(({ before, after }) => [before, after]);
    expect(said('gone', 's')).toEqual([]);
    expect(said('s', '@applied', 'o')).toEqual([
      ['Phone screen or a stage that no longer exists', 'Phone screen, New applications or Offer'],
    ]);
    expect(said()).toEqual([['Phone screen or a stage that no longer exists', 'none']]);
  });
});
