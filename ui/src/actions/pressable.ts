import { settings } from '../state/app.svelte';

/** Whether keys of a single character do something: speech that types as it hears can press them unmeant. */
export const characterKeys = (): boolean => settings.data?.characterKeys ?? true;

/** Whether a shortcut, or the first of two strokes, runs something as it is set: all but single characters always do. */
export function pressable(keys: string): boolean {
  return characterKeys() || keys.split(' ').every((stroke) => stroke.replace('shift+', '').length > 1);
}

/** `what` with its key behind, for a tooltip; alone where the key does nothing. */
export const withKey = (what: string, keys: string, said: (what: string, key: string) => string): string =>
  pressable(keys) ? said(what, keys.toUpperCase()) : what;
