import type { LeavingRule, LeavingView } from '../generated/api';
import { days, list } from '../lib/words';

/** The words of reminders, and of candidates who leave while an invitation is open. */
export const leavingWords = {
  title: 'When a candidate leaves',
  about: 'What happens to an invitation that is still open.',
  departures: {
    archived: 'Archived in Lever',
    hired: 'Hired',
    leftStage: 'Moved to another stage',
    postingClosed: 'The posting is closed',
  } satisfies Record<keyof LeavingView, string>,
  removed: 'Anonymised or deleted',
  removedRule: 'Cancelled, and all that Fulcrum knows is erased',
  rules: {
    keep: 'Keep',
    stop_reminding: 'Stop reminding',
    cancel: 'Cancel',
  } satisfies Record<LeavingRule, string>,
  reminders: {
    about: (after: readonly number[]) =>
      after.length === 0
        ? 'Nobody is reminded, unless you do it yourself.'
        : `Whoever has not finished is reminded after ${list(
            after
              .slice(0, -1)
              .map(String)
              .concat(days(after.at(-1) ?? 0)),
          )}.`,
    day: (n: number) => `Days until reminder ${n}`,
    add: 'Add a reminder',
    remove: (n: number) => `Remove reminder ${n}`,
    range: (from: number, to: number) => `Reminders come on different days, from ${from} to ${to}.`,
  },
};
