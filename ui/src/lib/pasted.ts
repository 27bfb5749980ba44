const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const LINK = /^https?:\/\/\S/i;
/** More than this at once is a mistake, or a job for a playbook. */
export const MOST = 50;

/** What a pasted text holds. */
export interface Pasted {
  /** E-mail addresses, links, and names that have a line of their own, each once, in order. */
  people: string[];
  /** What is neither and belongs to none: it is left out. */
  others: string[];
}

/** The e-mail addresses, links and names in a text, and what else it says. */
export function pasted(text: string): Pasted {
  const found: string[] = [];
  const others: string[] = [];
  for (const line of text.split(/[\r\n]+/)) {
    if (isName(line)) {
      found.push(line.trim());
      continue;
    }
    const cells = line.split('\t');
    // A row of a spreadsheet says more about the person whose address it holds.
    const isRow = cells.length > 1 && cells.some((cell) => words(cell).some(isSomebody));
    for (const part of cells.flatMap((cell) => cell.split(/[,;]+/))) {
      const inside = words(part);
      found.push(...inside.filter(isSomebody));
      // `Ada Byron <ada@example.org>` names the same person twice.
      if (isRow || /<[^<>\s]+>\s*$/.test(part)) continue;
      const rest = inside.filter((word) => !isSomebody(word)).join(' ');
      if (rest !== '') others.push(rest);
    }
  }
  const seen = new Set<string>();
  return { people: found.filter((one) => !seen.has(one.toLowerCase()) && seen.add(one.toLowerCase())), others };
}

/** What was looked for: an e-mail address, a page of Lever, a page of somebody else, or a name. */
export function soughtBy(text: string): 'email' | 'page' | 'elsewhere' | 'name' {
  if (ADDRESS.test(text)) return 'email';
  if (!LINK.test(text)) return 'name';
  return isOfLever(text) ? 'page' : 'elsewhere';
}

/** Whether it is the reference of a screening, as notes end with it. */
export const isReference = (text: string): boolean => /^F-[0-9A-Z]{4,}$/i.test(text.trim());

/** Whether it may be such a reference, or its beginning, however it is written. */
export const beginsReference = (text: string): boolean => /^(ref)?\s*f-[0-9a-z]{1,6}$/i.test(text.trim());

/** A longer line is a sentence. */
const LONGEST_NAME = 60;
const MOST_WORDS = 5;

/** Whether a line is a name, as far as that can be told: a few words of letters, and nothing that separates. */
function isName(line: string): boolean {
  const name = line.trim();
  const plain = /^[\p{L}\p{M}\p{N} .'’-]+$/u.test(name) && /\p{L}/u.test(name);
  return plain && name.length <= LONGEST_NAME && name.split(/\s+/).length <= MOST_WORDS;
}

const words = (text: string) => text.split(/[\s<>]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
const isSomebody = (word: string) => ADDRESS.test(word) || LINK.test(word);

function isOfLever(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { hostname, pathname } = new URL(link);
  // The sample company's Lever is on this computer.
  const known = /(^|\.)lever\.co$/.test(hostname) || hostname === '127.0.0.1' || hostname === 'localhost';
  return known && /^\/candidates\/[^/]+/.test(pathname);
}
