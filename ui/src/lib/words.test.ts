import { expect, it } from 'vitest';
import { speaks } from '../testing/locale';
import { count, firstName, initials, list, number } from './words';

it('counts with the right word', () => {
  expect(count(1, 'answer')).toBe('1 answer');
  expect(count(1284, 'screening')).toBe('1,284 screenings');
  speaks('de-DE');
  expect(count(1284, 'screening')).toBe('1.284 screenings');
});

it('makes initials of any name', () => {
  expect(initials('Tomás Herrera')).toBe('TH');
  expect(initials('Zoë van den Heuvel')).toBe('ZH');
  expect(initials('Cher')).toBe('C');
  expect(initials('')).toBe('·');
  expect(initials('<img src=x>')).toMatch(/^\p{L}{2}$/u);
});

it('lists and shortens', () => {
  expect(list([])).toBe('');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
  expect(firstName('  Aiko Tanaka')).toBe('Aiko');
});

it('uses the first name only if it is one', () => {
  expect(firstName('Aiko Tanaka')).toBe('Aiko');
  expect(firstName("O'Connor-D’Arcy X")).toBe("O'Connor-D’Arcy");
  expect(firstName('<img src=x>')).toBe('<img src=x>');
  expect(firstName('')).toBe('');
});

it('numbers of a system without a language are written all the same', () => {
  for (const language of ['C', 'c', 'C.UTF-8', '']) {
    speaks(language);
    expect(number(1234)).toBe('1,234');
  }
});
