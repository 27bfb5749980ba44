import { expect, it } from 'vitest';

const shared = import.meta.glob<string>('./*.svelte', { query: '?raw', import: 'default', eager: true });
const pages = import.meta.glob<string>('../../../catalogue/*.svelte', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const imported = (source: string) =>
  [...source.matchAll(/from '[^']*?([A-Z]\w+\.svelte)'/g)].map(([, file]) => `./${file ?? ''}`);

it('every shared component is on the page of components, itself or as a part of another', () => {
  const there = new Set(Object.values(pages).flatMap(imported));
  for (const file of there) for (const part of imported(shared[file] ?? '')) there.add(part);
  expect(Object.keys(shared).filter((file) => !there.has(file))).toEqual([]);
});
