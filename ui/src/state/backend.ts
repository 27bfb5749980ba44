import type { AppError, ChangeEvent, ChangeKind } from '../generated/api';
import { toAppError, type Answer, type CommandName, type Platform, type Request } from '../platform/types';
import { faultWords } from '../words/errors';

let platform: Platform | null = null;
let stopListening: (() => void) | null = null;
const listeners = new Set<(event: ChangeEvent) => void>();

/** Connects the UI to the application layer; called once at start, and by tests. */
export function useBackend(next: Platform): void {
  stopListening?.();
  platform = next;
  stopListening = next.onChange((event) => {
    for (const listener of [...listeners]) listener(event);
  });
}

/** Runs a command. Rejects with an {@link AppError}. */
export function call<K extends CommandName>(name: K, request: Request<K>): Promise<Answer<K>> {
  if (!platform) return Promise.reject(toAppError(null, faultWords.starting));
  const answer = platform.call(name, request);
  if (DECIDES.has(name)) {
    underWay.add(answer);
    const over = () => underWay.delete(answer);
    answer.then(over, over);
  }
  return answer;
}

/** Commands by which somebody decides something that can be taken back once they have answered. */
const DECIDES: ReadonlySet<CommandName> = new Set([
  'confirm_moves',
  'decide_waiting',
  'decline_move',
  'remind',
  'save_playbook',
  'send_again',
  'send_now',
  'settle_attention',
  'submit_review',
  'switch_on',
  'take_back',
  'undo',
]);
const underWay = new Set<Promise<unknown>>();

/** Resolves once nothing is being decided any more, and whoever waited for it has gone on. */
export async function decided(): Promise<void> {
  while (underWay.size > 0) {
    await Promise.allSettled([...underWay]);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Hears of changes of some kinds until the returned function is called. */
export function onChange(kinds: readonly ChangeKind[], listener: (event: ChangeEvent) => void): () => void {
  const wrapped = (event: ChangeEvent) => {
    if (kinds.includes(event.kind)) listener(event);
  };
  listeners.add(wrapped);
  return () => listeners.delete(wrapped);
}

/** Says that the page listens; resolves to what an earlier page kept. */
export function begin(): Promise<string | null> {
  return platform?.begin() ?? Promise.resolve(null);
}

/** Keeps something for a later page. */
export function keep(kept: string, busy: boolean): void {
  platform?.keep(kept, busy);
}

/** Says that everything may have changed, for example after the window was away. */
export function refetchEverything(): void {
  const kinds: ChangeKind[] = ['status', 'screening', 'inbox', 'playbooks', 'assessments', 'settings', 'work'];
  for (const kind of kinds) for (const listener of [...listeners]) listener({ kind, id: null });
}

/** The error inside whatever was thrown. */
export function errorOf(thrown: unknown): AppError {
  return toAppError(thrown, faultWords.inside);
}
