import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { ChangeEvent } from '../generated/api';
import { toAppError, type Platform } from './types';

/** The desktop app: one Tauri command for calls, one event for changes. */
export function tauriPlatform(): Platform {
  return {
    async call(name, request) {
      try {
        return await invoke('call', { name, request });
      } catch (thrown) {
        throw toAppError(thrown, 'Fulcrum could not finish that. Nothing was lost; please try again.');
      }
    },
    onChange(listener) {
      const subscription = listen<ChangeEvent>('change', (event) => listener(event.payload));
      return () => void subscription.then((stop) => stop());
    },
  };
}
