import { expect, it } from 'vitest';
import { Seen } from './seen';

it('what was known last is there for the same question, and for no other', () => {
  const seen = new Seen<number>();
  expect(seen.of({ search: '' })).toBeNull();
  seen.keep({ search: '' }, 3);
  expect([seen.of({ search: '' }), seen.of({ search: 'an' })]).toEqual([3, null]);
  seen.keep({ search: 'an' }, 1);
  seen.keep({ search: '' }, 4);
  expect([seen.of({ search: '' }), seen.of({ search: 'an' })]).toEqual([4, 1]);
});

it('what was asked long ago is forgotten', () => {
  const seen = new Seen<number>();
  for (let at = 0; at < 20; at += 1) seen.keep(at, at);
  expect([seen.of(19), seen.of(0)]).toEqual([19, null]);
});
