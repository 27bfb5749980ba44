import { figure } from '../lib/figures';

/** The words of a review. */
export const reviewWords = {
  question: (n: number) => `Question ${n}`,
  scoreOf: (n: number) => `Score for question ${n}`,
  noAnswer: 'No answer.',
  region: 'Your review',
  overall: 'Overall',
  overallScore: 'Overall score',
  missing: {
    score: 'Choose an overall score from 1 to 4.',
    comment: 'Say in the comment why your score counts instead of the points.',
  },
  earlier: 'You wrote this earlier. Choose the score once more, or press “Finish review”.',
  overrules: 'My score counts instead of the points',
  overrulesWhy: 'Say why in the comment.',
  overruled: 'Counts instead of the points',
  average: (mean: number) => `Your scores average ${figure(mean, 1)}`,
  writes: 'Writes the score tag and a note to Lever.',
  comment: 'Comment for colleagues',
  placeholder: 'A few words for colleagues. They become part of the note in Lever.',
  finish: 'Finish review',
  change: 'Change review',
  done: 'Review',
  of: (score: number) => `${score} of 4:`,
  actions: {
    score: (n: number) => `Score ${n}, then go to the next question`,
    next: 'Next question',
    previous: 'Previous question',
    comment: 'Write a comment',
    finish: 'Finish review',
  },
};
