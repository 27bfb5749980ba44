import type { CountView } from '../generated/api';
import { percent, percentage } from '../lib/figures';
import { count, number } from '../lib/words';

/** The words of what is counted by rule: of one answer, of all, and what it amounts to. */
export const countingWords = {
  /** `3 of 5 points`; empty if there are only hard requirements. */
  points: ({ points, of }: CountView) => (of > 0 ? `${number(points)} of ${count(of, 'point')}` : ''),
  /** The same in percent, too: `9 of 12 points (75%)`. */
  pointsAndShare: (counted: CountView) => {
    const points = countingWords.points(counted);
    return points && `${points} (${percentage(percent(counted.points, counted.of))})`;
  },
  /** `9/12`. */
  short: ({ points, of }: CountView) => `${number(points)}/${number(of)}`,
  missed: 'Hard requirement not met',
  met: 'Every hard requirement is met',
  summary: 'Counted by rule',
  /** What it amounts to: the points and the grade; if neither, what is known. */
  result: (counted: CountView, grade: string | null) =>
    [countingWords.pointsAndShare(counted), grade ?? ''].filter(Boolean).join(' · ') ||
    (counted.knockedOut ? '' : countingWords.met),
  byRule: 'Scored by the rules of the questions. Nobody has to read it.',
  /** Why somebody has to look although something was counted. */
  toRead: (read: number) =>
    read > 0 ? `The rest, ${count(read, 'question')}, is read by a person.` : 'The playbook leaves this to a person.',
  beside: 'The review counts instead of this.',
  reviewAnyway: 'Review all the same',
};
