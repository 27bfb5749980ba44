import { describe, expect, it } from 'vitest';
import { playbook } from '../testing/playbook';
import { changedWords as words } from '../words/changed';
import { changesOf, former, patched } from './changed';

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
});
