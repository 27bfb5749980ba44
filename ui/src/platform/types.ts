import type { AppError, ChangeEvent, Commands } from '../generated/api';

/** The name of a command. */
export type CommandName = keyof Commands;
/** What a command is asked. */
export type Request<K extends CommandName> = Commands[K]['request'];
/** What a command answers. */
export type Answer<K extends CommandName> = Commands[K]['answer'];

/** The way to the application layer: the one seam between this UI and the program around it. */
export interface Platform {
  /** Runs a command. Rejects with an {@link AppError}, always. */
  call<K extends CommandName>(name: K, request: Request<K>): Promise<Answer<K>>;
  /** Hears of changes until the returned function is called. */
  onChange(listener: (event: ChangeEvent) => void): () => void;
  /** Says that the page listens. Resolves to what an earlier page kept; what waited for this one arrives as changes. */
  begin(): Promise<string | null>;
  /** Keeps something for a later page, should the window let go of this one, which it never does while `busy`. */
  keep(kept: string, busy: boolean): void;
  /** Shows the page larger or smaller, 1 being its actual size. Null where that is a browser's own business. */
  readonly zoom: ((level: number) => Promise<void>) | null;
}

/** Turns whatever was thrown into the one error shape. */
export function toAppError(thrown: unknown, fallback: string): AppError {
  if (isAppError(thrown)) return thrown;
  const details = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : null;
  return { code: 'internal', message: fallback, details };
}

function isAppError(value: unknown): value is AppError {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
