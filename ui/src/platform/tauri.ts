import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import type { ChangeEvent } from '../generated/api';
import { toAppError, type Platform } from './types';
import { faultWords } from '../words/errors';

/** The desktop app: one Tauri command for calls, one event for changes. */
export function tauriPlatform(): Platform {
  let listening: Promise<unknown> = Promise.resolve();
  let tell: (event: ChangeEvent) => void = () => {};
  return {
    async call(name, request) {
      try {
        return await invoke('call', { name, request });
      } catch (thrown) {
        throw toAppError(thrown, faultWords.unfinished);
      }
    },
    onChange(listener) {
      const subscription = listen<ChangeEvent>('change', (event) => listener(event.payload));
      listening = subscription;
      tell = listener;
      return () => void subscription.then((stop) => stop());
    },
    async begin() {
      await listening;
      const { kept, wanted } = await invoke<{ kept: string | null; wanted: ChangeEvent[] }>('arrived');
      // After the page has begun to listen to what they are about.
      setTimeout(() => wanted.forEach((event) => tell(event)));
      return kept;
    },
    keep(kept, busy) {
      void invoke('keep', { kept, busy });
    },
    zoom: (level) => getCurrentWebview().setZoom(level),
  };
}
