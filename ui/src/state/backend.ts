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
  return platform.call(name, request);
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
