import type { PlaybookView, PostingAssessmentView, PostingOption, StageView } from '../generated/api';
import { calledBeside } from './addressing';
import { addressingWords } from '../words/addressing';

const words = addressingWords.which.map;

/** An entry of the posting map in words. */
export interface MapRow {
  entry: PostingAssessmentView;
  key: string;
  posting: string;
  /** Null for every stage. */
  stage: string | null;
  assessment: string;
}

/** What an entry is for: there is one for each posting and stage. */
export function keyOf({ postingId, stageId }: Pick<PostingAssessmentView, 'postingId' | 'stageId'>): string {
  return `${postingId} ${stageId ?? ''}`;
}

/** The entries in words, by posting; what Lever or the provider lost is said to be gone. */
export function rowsOf(
  entries: readonly PostingAssessmentView[],
  postings: readonly PostingOption[],
  stages: readonly StageView[],
  assessments: readonly { id: string; name: string }[],
): MapRow[] {
  const rows = entries.map((entry) => ({
    entry,
    key: keyOf(entry),
    posting: calledBeside(entry.postingId, postings) ?? words.gonePosting,
    stage: entry.stageId === null ? null : (stages.find(({ id }) => id === entry.stageId)?.text ?? words.goneStage),
    assessment: assessments.find(({ id }) => id === entry.assessmentId)?.name ?? addressingWords.which.gone,
  }));
  return rows.sort((a, b) => a.posting.localeCompare(b.posting) || (a.stage ?? '').localeCompare(b.stage ?? ''));
}

/** The entries with one more, in the place of `before` and of any for the same posting and stage. */
export function withEntry(
  entries: readonly PostingAssessmentView[],
  next: PostingAssessmentView,
  before: PostingAssessmentView | null,
): PostingAssessmentView[] {
  const out = [keyOf(next), ...(before ? [keyOf(before)] : [])];
  return [...entries.filter((entry) => !out.includes(keyOf(entry))), next];
}

/** Whether a playbook may send an assessment without a tag that says so. */
export function sends(
  playbook: Pick<PlaybookView, 'assessmentId' | 'postingAssessments' | 'stageAssessments'>,
  assessmentId: string,
): boolean {
  const own = [...playbook.postingAssessments, ...playbook.stageAssessments];
  return playbook.assessmentId === assessmentId || own.some((entry) => entry.assessmentId === assessmentId);
}
