/** A section of Settings, with words by which it is found. */
export interface SettingsSection {
  id: string;
  title: string;
  words: string;
}

export const SECTIONS: readonly SettingsSection[] = [
  {
    id: 'account',
    title: 'Account',
    words: 'connect disconnect sign in out lever user write as revoke access delete test permission scope missing',
  },
  { id: 'interview', title: 'Interview service', words: 'pair deployed link url token candidates public server' },
  { id: 'mail', title: 'Mail', words: 'smtp e-mail email server password sender test port encryption' },
  {
    id: 'notifications',
    title: 'Notifications',
    words: 'tell names desktop mine all nothing quiet hours night snooze initials privacy kinds',
  },
  { id: 'sending', title: 'Sending', words: 'undo hold seconds wait invitation' },
  { id: 'appearance', title: 'Appearance', words: 'dark light theme colours colors system' },
  { id: 'startup', title: 'Start-up', words: 'autostart start with the computer login tray' },
  { id: 'data', title: 'Data', words: 'retention forget delete days directory search privacy' },
  { id: 'advanced', title: 'Sign-in address', words: 'advanced redirect port oauth callback' },
];

/** The sections that hold every word typed; all of them if nothing is typed. */
export function matching(text: string): readonly SettingsSection[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return SECTIONS.filter((section) =>
    words.every((word) => `${section.title} ${section.words}`.toLowerCase().includes(word)),
  );
}
