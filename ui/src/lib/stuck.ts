import type { AttentionAction } from '../generated/api';

type Actions = readonly Pick<AttentionAction, 'id'>[];

/** Whether this is about a write that is stuck. A question is answered by `retry`, too, but has nothing to skip. */
export function isStuck(actions: Actions): boolean {
  return ['retry', 'skip'].every((id) => actions.some((action) => action.id === id));
}

/** Whether it is stuck as the candidate is gone from Lever: then skipping comes first. */
export function isGone(actions: Actions): boolean {
  return isStuck(actions) && actions[0]?.id === 'skip';
}
