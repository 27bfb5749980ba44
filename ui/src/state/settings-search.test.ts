import { afterEach, describe, expect, it } from 'vitest';
import { settingsWords, type SectionId } from '../words/settings';
import { settingsSearch as search } from './settings-search.svelte';

const shown = () => (Object.keys(settingsWords.sections) as SectionId[]).filter((id) => search.hasSection(id));

describe('The search of Settings', () => {
  afterEach(() => (search.text = ''));

  it('shows everything while nothing is typed', () => {
    expect(shown()).toHaveLength(Object.keys(settingsWords.sections).length);
    expect(search.hasItem('wipe')).toBe(true);
  });

  it('finds single settings by their words and leaves their neighbours out', () => {
    search.text = 'dark';
    expect(shown()).toEqual(['appearance']);
    expect([search.hasItem('colours'), search.hasItem('text')]).toEqual([true, false]);
  });

  it('shows the whole section where it is meant itself', () => {
    search.text = 'APPEAR';
    expect([search.hasItem('colours'), search.hasItem('text')]).toEqual([true, true]);
  });

  it.each(['smtp', 'oauth', 'xoauth', 'XOAUTH2'])('finds the mail account by its technical name %s', (name) => {
    search.text = name;
    expect(search.hasSection('mail')).toBe(true);
  });

  it.each([
    ['startup', 'startup'],
    ['launch', 'startup'],
    ['office 365', 'mail'],
    ['from address', 'mail'],
    ['logout', 'account'],
    ['working hours', 'notifications'],
  ] as const)('finds by %s what others call so', (name, section) => {
    search.text = name;
    expect(shown()).toContain(section);
  });

  it.each(['shortcuts', 'dictation', 'single-letter'])('finds the switch for single-letter keys by %s', (name) => {
    search.text = name;
    expect([search.hasItem('keys'), search.hasItem('colours')]).toEqual([true, false]);
  });

  it('wants every word, and says so when there is nothing', () => {
    search.text = 'outlook oauth';
    expect(shown()).toEqual(['mail']);
    search.text = 'dark outlook';
    expect(shown()).toEqual([]);
  });
});
