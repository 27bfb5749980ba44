import { expect, it } from 'vitest';
import { beginsReference, pasted, soughtBy } from './pasted';

it('finds addresses however they are separated, each once', () => {
  const text =
    'Ada Byron <ada@example.org>; bo@example.org,\nADA@example.org\nhttps://hire.lever.co/candidates/1-a?x=1';
  expect(pasted(text)).toEqual({
    people: ['ada@example.org', 'bo@example.org', 'https://hire.lever.co/candidates/1-a?x=1'],
    others: [],
  });
});

it('says what it leaves out, but not the names that stand beside an address', () => {
  expect(pasted('olivia.santos, bo@example.org\nand @bo')).toEqual({
    people: ['bo@example.org'],
    others: ['olivia.santos', 'and @bo'],
  });
  expect(pasted('Ada Byron\tada@example.org\tLondon\n').others).toEqual([]);
  expect(pasted('https://evil.example/candidates/1').people).toEqual(['https://evil.example/candidates/1']);
});

it('takes each line that is a name, or the reference of a note', () => {
  const names = ['Aiko Tanaka', 'José Álvarez-O’Neill Jr.', 'F-7K3Q9M', 'ada@example.org'];
  expect(pasted(names.join('\n') + '\nAiko Tanaka\n')).toEqual({ people: names, others: [] });
  const sentence = 'These are the people whom we talked about yesterday';
  expect(pasted(`${sentence}\nBo`)).toEqual({ people: ['Bo'], others: [sentence] });
});

it('knows what was looked for', () => {
  expect(soughtBy('aiko@example.com')).toBe('email');
  expect(soughtBy('https://hire.lever.co/candidates/4f0e')).toBe('page');
  expect(soughtBy('https://hire.sandbox.lever.co/candidates/4f0e?from=x')).toBe('page');
  expect(soughtBy('http://127.0.0.1:4321/candidates/4f0e')).toBe('page');
  for (const other of [
    'https://evil.example/candidates/1',
    'https://notlever.co/candidates/1',
    'https://lever.co/jobs',
  ])
    expect(soughtBy(other)).toBe('elsewhere');
  expect(soughtBy('Aiko Tanaka')).toBe('name');
});

it('knows the beginning of a reference however it is written', () => {
  for (const begun of ['F-7', 'f-7k3q9m', ' Ref F-7K3', 'ref f-lO']) expect(beginsReference(begun), begun).toBe(true);
  for (const other of ['F-', 'F', 'Refi', 'F-7K3Q9M1', 'F-7 K', 'Ulf-7'])
    expect(beginsReference(other), other).toBe(false);
});
