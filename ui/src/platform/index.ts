import { isTauri } from '@tauri-apps/api/core';
import { httpPlatform } from './http';
import { tauriPlatform } from './tauri';
import type { Platform } from './types';

export type { Answer, CommandName, Platform, Request } from './types';
export { toAppError } from './types';

/** The desktop app inside Tauri; `webhost` in an ordinary browser. */
export function choosePlatform(): Platform {
  return isTauri() ? tauriPlatform() : httpPlatform();
}
