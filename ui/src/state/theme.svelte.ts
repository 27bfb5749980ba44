import { settings } from './app.svelte';

const KEY = 'appearance';

/** Shows what was chosen last, before the settings are known: the first picture is the right one. */
export function themeAtOnce(): void {
  const chosen = localStorage.getItem(KEY) ?? 'system';
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

/** Follows the appearance setting and the system; `data-theme` on the root element says which. */
export function startTheme(): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const chosen = settings.data?.appearance ?? localStorage.getItem(KEY) ?? 'system';
    const dark = chosen === 'dark' || (chosen !== 'light' && system.matches);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    localStorage.setItem(KEY, chosen);
    document.documentElement.dataset['text'] = settings.data?.largeText ? 'large' : 'normal';
  };
  apply();
  system.addEventListener('change', apply);
  const stop = $effect.root(() => {
    $effect(apply);
  });
  return () => {
    stop();
    system.removeEventListener('change', apply);
  };
}
