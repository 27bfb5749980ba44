import { vi } from 'vitest';

/** Makes the system of a test write as one of `language` does, until the test is over. */
export function speaks(language: string): void {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(language);
}
