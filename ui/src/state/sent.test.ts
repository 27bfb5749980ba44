import { beforeEach, expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { saySent } from './sent';
import { toasts } from './toasts.svelte';
import { undo } from './undo.svelte';

const to = (id: string) => ({ screeningId: id, opportunityId: `o-${id}`, name: `Name ${id}` });
const said = () => toasts.items.map(({ text }) => text);

beforeEach(() => {
  answering({});
  undo.clear();
});

it('names the only one, and counts several', () => {
  saySent([to('a')], null);
  saySent([to('b'), to('c')], null);
  expect(said()).toEqual(['Screening for Name a', '2 screenings on the way']);
  expect(undo.all()).toEqual([]);
});

it('can be undone as long as it is held', () => {
  const until = Date.now() + 10_000;
  saySent([to('a')], until);
  saySent([to('b'), to('c')], until);
  expect(undo.all()).toEqual([
    { what: { what: 'invitations', ids: ['a'] }, about: 'Name a' },
    { what: { what: 'invitations', ids: ['b', 'c'] }, about: null },
  ]);
});

it('says nothing of nobody', () => {
  saySent([], null);
  expect(said()).toEqual([]);
});
