import { describe, expect, it } from 'vitest';
import type { GradingView, MovesView, ThresholdsView } from '../generated/api';
import { carried, plain, renamed } from './grades';

const thresholds = (names: readonly string[], knockedOut: string | null = null): ThresholdsView => ({
  passFrom: null,
  failTo: null,
  grades: names.map((name, at) => ({ name, from: 4 - at })),
  knockedOut,
});
const grading = (general: ThresholdsView, own?: ThresholdsView): GradingView => ({
  scale: 'score',
  thresholds: general,
  byAssessment: own ? [{ assessmentId: 'x', thresholds: own }] : [],
  scoreFrom: null,
});
const to = (...grades: string[]) => grades.map((grade) => ({ grade, stageId: `to ${grade}` }));
const moves = (byGrade: MovesView['byGrade'], ofPosting: MovesView['byGrade'] = []): MovesView => ({
  automatic: false,
  byScore: [{ score: 1, stageId: 's' }],
  byGrade,
  byPosting: [{ postingId: 'p', byScore: [], byGrade: ofPosting }],
});
/** Every grade with another name, as typing leaves it. */
const typed = (from: ThresholdsView, names: readonly string[]): ThresholdsView => ({
  ...from,
  grades: from.grades.map((grade, at) =>
    [...(names[at] ?? grade.name)].reduce((one, _, end, all) => renamed(one, all.slice(0, end + 1).join('')), grade),
  ),
});

describe('moves by grade', () => {
  it('go along when grades are renamed, those of postings too, even if names are swapped', () => {
    const kept = grading(thresholds(['Lead', 'Passed']));
    const now = grading(typed(kept.thresholds, ['Passed', 'Lead']));
    const done = carried(kept, now, moves(to('Lead'), to('Passed', 'Lead')));
    expect(done.moves.byGrade).toEqual([{ grade: 'Passed', stageId: 'to Lead' }]);
    expect(done.moves.byPosting[0]?.byGrade).toEqual([
      { grade: 'Lead', stageId: 'to Passed' },
      { grade: 'Passed', stageId: 'to Lead' },
    ]);
    expect(done.moves.byScore).toEqual([{ score: 1, stageId: 's' }]);
    expect(done.renames).toEqual([
      { before: 'Lead', after: 'Passed' },
      { before: 'Passed', after: 'Lead' },
    ]);
    expect(done.orphans).toEqual([]);
  });

  it('stay with a name that another assessment still has, and go along as well', () => {
    const kept = grading(thresholds(['Lead']), thresholds(['Lead', 'Top']));
    const now = grading(typed(kept.thresholds, ['Top']), kept.byAssessment[0]?.thresholds);
    const { byGrade } = carried(kept, now, moves(to('Lead', 'Top'))).moves;
    expect(byGrade).toEqual(to('Lead', 'Top'));
    const alone = carried(kept, now, moves(to('Lead'))).moves;
    expect(alone.byGrade).toEqual([
      { grade: 'Lead', stageId: 'to Lead' },
      { grade: 'Top', stageId: 'to Lead' },
    ]);
  });

  it('follow the grade of a missed requirement, and a band of one assessment', () => {
    const kept = grading(thresholds(['Lead'], 'Out'), thresholds(['Star']));
    const own = kept.byAssessment[0]?.thresholds ?? thresholds([]);
    const now = grading({ ...kept.thresholds, knockedOut: 'Not qualified' }, typed(own, ['Nova']));
    const { moves: next } = carried(kept, now, moves(to('Out', 'Star', 'Lead')));
    expect(next.byGrade).toEqual([
      { grade: 'Lead', stageId: 'to Lead' },
      { grade: 'Not qualified', stageId: 'to Out' },
      { grade: 'Nova', stageId: 'to Star' },
    ]);
  });

  it('of a grade that is removed are told and kept; one that is new takes no other’s', () => {
    const kept = grading(thresholds(['Lead', 'Passed']));
    const fresh = renamed({ name: '', from: 1 }, 'Weak');
    const now = grading({ ...kept.thresholds, grades: [{ name: 'Passed', from: 3 }, fresh] });
    const done = carried(kept, now, moves(to('Lead', 'Passed', 'Forgotten')));
    expect(done.orphans, 'what was gone before is no news').toEqual(['Lead']);
    expect(done.moves.byGrade).toEqual(to('Passed', 'Lead', 'Forgotten'));
    expect(done.renames).toEqual([]);
  });

  it('are the same, and so is the grading, when a name is typed back', () => {
    const kept = grading(thresholds(['Lead']));
    const now = grading(typed(typed(kept.thresholds, ['Top']), ['Lead']));
    expect(JSON.stringify(now)).toBe(JSON.stringify(kept));
    expect(JSON.stringify(plain(grading(typed(kept.thresholds, ['Top']))))).not.toContain('was');
  });
});
