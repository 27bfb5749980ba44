import type { Platform } from '../platform/types';
import { useBackend } from '../state/backend';
import { toasts } from '../state/toasts.svelte';

/** What a command answers in a test, given its request. */
export type Answers = Record<string, (request: unknown) => unknown>;

/** An application layer for a test that answers so, unless `refusal` says why it refuses; no message is left from before. */
export function answering(answers: Answers, refusal: () => string | null = () => null): void {
  useBackend({
    call: async (name: string, request: unknown) => {
      const message = refusal();
      if (message !== null) throw { code: 'invalid_input', message, details: null };
      return answers[name]?.(request);
    },
    onChange: () => () => {},
  } as unknown as Platform);
  for (const toast of toasts.items) toasts.dismiss(toast.id);
}
