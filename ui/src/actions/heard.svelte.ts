import { announced } from '../state/announced.svelte';
import { arrivals, type InboxSection } from '../state/sections';

/** Tells a screen reader who comes to a list, unless another list is looked at. To be made with a component. */
export function hearArrivals(sections: () => readonly InboxSection[] | null, list: () => string): void {
  let before: { sections: readonly InboxSection[]; list: string } | null = null;
  $effect(() => {
    const now = sections();
    if (now === null) return;
    if (before?.list === list()) for (const text of arrivals(before.sections, now)) announced.say(text);
    before = { sections: now, list: list() };
  });
}
