import { expect, it } from 'vitest';
import { people, soughtBy } from './pasted';

it('finds addresses however they are separated, each once', () => {
  const text =
    'Ada Byron <ada@example.org>; bo@example.org,\nADA@example.org\nhttps://hire.lever.co/candidates/1-a?x=1';
  expect(people(text)).toEqual(['ada@example.org', 'bo@example.org', 'https://hire.lever.co/candidates/1-a?x=1']);
});

it('leaves everything else alone', () => {
  expect(people('Ada Byron, the one of https://example.org/people/1 and @bo')).toEqual([]);
});

it('knows what was looked for', () => {
  expect(soughtBy('aiko@example.com')).toBe('email');
  expect(soughtBy('https://hire.lever.co/candidates/4f0e')).toBe('page');
  expect(soughtBy('Aiko Tanaka')).toBe('name');
});
