import { expect, it } from 'vitest';

const styles: Record<string, string> = import.meta.glob(['../**/*.svelte', '../**/*.css', '!./tokens.css'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** A size of letters, or a colour, of its own. */
const OWN = /font(?:-size)?:[^;{}]*\d(?:px|pt|rem)|(?:oklch|hsla?|rgba?)\(|:[^;{}\n]*\s#[\da-f]{3,8}\s*;/i;

it('sizes of letters and colours are decided among the tokens alone, so that larger text and dark reach all of them', () => {
  const looks = (text: string) => [...text.matchAll(/<style>([\s\S]*)<\/style>/g)].map(([, css]) => css).join('\n');
  const own = Object.entries(styles).flatMap(([path, text]) => {
    const found = (path.endsWith('.css') ? text : looks(text)).match(OWN);
    return found ? [`${path}: ${found[0]}`] : [];
  });
  expect(Object.keys(styles).length).toBeGreaterThan(100);
  expect(own).toEqual([]);
});
