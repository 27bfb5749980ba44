import { afterEach, expect, it, vi } from 'vitest';
import { bringIntoView } from './scrolling';

afterEach(() => vi.unstubAllGlobals());

it.each([
  [true, 'auto'],
  [false, 'smooth'],
])('asked for reduced motion: %s, the page scrolls in the way %s', (matches, behavior) => {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: matches && query === '(prefers-reduced-motion: reduce)',
  }));
  const element = document.createElement('div');
  const scrolled = vi.spyOn(element, 'scrollIntoView');
  bringIntoView(element, 'nearest');
  expect(scrolled).toHaveBeenCalledExactlyOnceWith({ block: 'nearest', behavior });
  bringIntoView(null, 'start');
});
