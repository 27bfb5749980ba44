const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const LEVER = /^https?:\/\/\S+\/candidates\/[^\s/?#]+/i;
/** More than this at once is a mistake, or a job for a playbook. */
export const MOST = 50;

/** The e-mail addresses and Lever addresses in a text, each once, in order. */
export function people(text: string): string[] {
  const parts = text.split(/[\s,;<>]+/).filter((part) => ADDRESS.test(part) || LEVER.test(part));
  const seen = new Set<string>();
  return parts.filter((part) => {
    const key = part.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

/** What was looked for: an e-mail address, the address of a page, or a name. */
export function soughtBy(text: string): 'email' | 'page' | 'name' {
  if (ADDRESS.test(text)) return 'email';
  return /^https?:\/\//i.test(text) ? 'page' : 'name';
}
