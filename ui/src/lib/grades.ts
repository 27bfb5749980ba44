import type { GradeMoveView, GradeView, GradingView, MovesView, ThresholdsView } from '../generated/api';
import { gradeNames } from './grading';

/** A grade while it is edited; `was` is the name that is saved, empty for one that is new. */
type EditedGrade = GradeView & { was?: string };

/** The grade under another name. */
export function renamed(grade: EditedGrade, name: string): EditedGrade {
  const was = grade.was ?? grade.name;
  return name === was ? { name, from: grade.from } : { ...grade, name, was };
}

/** The grading as it is saved. */
export function plain(grading: GradingView): GradingView {
  const of = (thresholds: ThresholdsView) => ({
    ...thresholds,
    grades: thresholds.grades.map(({ name, from }) => ({ name, from })),
  });
  return {
    ...grading,
    thresholds: of(grading.thresholds),
    byAssessment: grading.byAssessment.map((own) => ({ ...own, thresholds: of(own.thresholds) })),
  };
}

/** What an edit of the grades does to the moves, which go by the names of grades. */
export interface Carried {
  /** The moves under the names that grades have now. */
  moves: MovesView;
  /** Names with a move that become others. */
  renames: { before: string; after: string }[];
  /** Names with a move that no grade has any more. */
  orphans: string[];
}

/** Carries the moves along with grades that are renamed. */
export function carried(kept: GradingView, now: GradingView, moves: MovesView): Carried {
  const pairs = [...new Map(called(kept, now).map((pair) => [JSON.stringify(pair), pair])).values()];
  const names = (was: string) => pairs.filter(([before]) => before === was).map(([, after]) => after);
  const of = (entries: GradeMoveView[]): GradeMoveView[] => {
    const next = new Map<string, string>();
    const put = (grade: string, stageId: string) => next.has(grade) || next.set(grade, stageId);
    // A grade that keeps its name keeps its move, whatever else is called so now.
    for (const { grade, stageId } of entries) if (names(grade).includes(grade)) put(grade, stageId);
    for (const { grade, stageId } of entries) for (const name of names(grade)) put(name, stageId);
    for (const { grade, stageId } of entries) if (names(grade).length === 0) put(grade, stageId);
    return [...next].map(([grade, stageId]) => ({ grade, stageId }));
  };
  const all = [moves, ...moves.byPosting].flatMap(({ byGrade }) => byGrade.map(({ grade }) => grade));
  const moved = [...new Set(all)];
  const [before, after] = [gradeNames(kept), gradeNames(now)];
  return {
    moves: {
      ...moves,
      byGrade: of(moves.byGrade),
      byPosting: moves.byPosting.map((own) => ({ ...own, byGrade: of(own.byGrade) })),
    },
    renames: pairs
      .filter(([was, is]) => was !== is && moved.includes(was))
      .map(([was, is]) => ({ before: was, after: is })),
    orphans: moved.filter((name) => before.includes(name) && !after.includes(name) && names(name).length === 0),
  };
}

/** How every grade was called, and is. */
function called(kept: GradingView, now: GradingView): [was: string, is: string][] {
  const keptOf = (id: string) => kept.byAssessment.find((own) => own.assessmentId === id)?.thresholds;
  const both: [ThresholdsView, ThresholdsView][] = [
    [kept.thresholds, now.thresholds],
    // One that is new begins as those for every assessment.
    ...now.byAssessment.map(({ assessmentId, thresholds }): [ThresholdsView, ThresholdsView] => [
      keptOf(assessmentId) ?? kept.thresholds,
      thresholds,
    ]),
  ];
  const pairs = both.flatMap(([before, after]) => [
    ...after.grades.map(({ name, was }: EditedGrade): [string, string] => [was ?? name, name]),
    [before.knockedOut ?? '', after.knockedOut ?? ''] as [string, string],
  ]);
  return pairs.map(([was, is]): [string, string] => [was.trim(), is.trim()]).filter(([was, is]) => was && is);
}
