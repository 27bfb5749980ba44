import type { WorkTask, WorkView } from '../generated/api';
import { number } from '../lib/words';

const TASKS: Readonly<Record<WorkTask, string>> = {
  reading_stages: 'Reading who is in the stage',
  deciding: 'Going through the candidates',
  exporting: 'Putting the file together',
};

/** The words of what takes longer than a moment. */
export const workWords = {
  task: (task: WorkTask) => TASKS[task],
  /** How far it is, and how much remains. */
  far: ({ done, all }: Pick<WorkView, 'done' | 'all'>) =>
    all === null ? `${number(done)} so far` : `${number(done)} of ${number(all)}, ${number(all - done)} to go`,
};
