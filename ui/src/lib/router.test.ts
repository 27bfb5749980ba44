import { describe, expect, it } from 'vitest';
import { href, parse, section } from './router';
import { tableQuery } from './tablequery';

describe('router', () => {
  it.each([
    ['', 'inbox', null],
    ['#/', 'inbox', null],
    ['#/inbox', 'inbox', null],
    ['#/nowhere', 'inbox', null],
    ['#/candidates', 'candidates', null],
    ['#/candidates/s1', 'candidate', 's1'],
    ['#/candidates/a%2Fb', 'candidate', 'a/b'],
    ['#/settings/mail', 'settings', 'mail'],
    ['#/overview?range=4w&posting=p%261', 'overview', null],
    ['#/candidates/%E0%A4%A', 'candidate', '%E0%A4%A'],
  ])('reads %s', (hash, name, id) => {
    expect(parse(hash)).toMatchObject({ name, id });
  });

  it('keeps filter and search in the hash', () => {
    const hash = href('candidates', null, { filter: 'to_review', q: 'sven & co' });
    expect(parse(hash).query).toEqual({ filter: 'to_review', q: 'sven & co' });
    expect(tableQuery(parse(hash).query).filter).toBe('to_review');
  });

  it('leaves empty values out and survives odd ids', () => {
    expect(href('candidates', null, { filter: '', q: '' })).toBe('#/candidates');
    const id = '<img src=x onerror=alert(1)>/?#';
    expect(parse(href('candidate', id))).toEqual({ name: 'candidate', id, query: {} });
  });

  it('shows everything for a filter that is not known', () => {
    expect(tableQuery(parse('#/candidates?filter=odd').query).filter).toBe('all');
    expect(section('candidate')).toBe('candidates');
  });
});
