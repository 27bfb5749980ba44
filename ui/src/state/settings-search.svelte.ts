import { matches } from '../lib/settings';
import { settingsWords, type ItemId, type SectionId } from '../words/settings';

/** Which single settings a section has; a section without any is found as a whole. */
export const ITEMS: Readonly<Partial<Record<SectionId, readonly ItemId[]>>> = {
  sending: ['hold'],
  startup: ['autostart'],
  appearance: ['colours', 'text', 'zoom', 'keys'],
  data: ['retention', 'directory', 'wipe'],
  diagnostics: ['check', 'version', 'logs'],
  advanced: ['port'],
};

/** Every word by which a section, or a setting in it, is found. */
export function wordsOf(id: SectionId): string {
  const { about, found } = settingsWords.sections[id];
  const items = (ITEMS[id] ?? []).map((item) => settingsWords.items[item]);
  return [about ?? '', found, ...items.flatMap((item) => [item.label, item.hint, item.found])].join(' ');
}

/** What is searched for in Settings. */
class SettingsSearch {
  text = $state('');

  /** Whether a section is shown: by its own words, or because of a setting in it. */
  hasSection(id: SectionId): boolean {
    return this.#whole(id) || (ITEMS[id] ?? []).some((item) => this.#item(item));
  }

  /** Whether a setting is shown: all of them where the section itself is meant. */
  hasItem(id: ItemId): boolean {
    const section = (Object.keys(ITEMS) as SectionId[]).find((one) => ITEMS[one]?.includes(id));
    return (section !== undefined && this.#whole(section)) || this.#item(id);
  }

  #whole(id: SectionId): boolean {
    const { title, about, found } = settingsWords.sections[id];
    return matches(this.text, title, about ?? '', found);
  }

  #item(id: ItemId): boolean {
    const { label, hint, found } = settingsWords.items[id];
    return matches(this.text, label, hint, found);
  }
}

export const settingsSearch = new SettingsSearch();
