// What a screen reader finds on a page, compared with what was found before: ui/e2e/aria.
//   FULCRUM_UPDATE_ARIA=1 writes it anew; the difference is to be read before it is kept.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'ui/e2e/aria';

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';

/** What differs from run to run and from computer to computer. */
const VARIES = [
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'],
  [/\b\d{1,2}:\d{2}(:\d{2})?(\s[AP]M)?\b/g, 'HH:MM'],
  [/\b(under a minute|\d+ (s|min|h|seconds?|minutes?|hours?))( ago)?\b/g, 'TIME'],
  [/\bin TIME\b/g, 'TIME'],
  [/\bF-[0-9A-Z]{6}\b/g, 'REFERENCE'],
  [/\/(report|i)\/[\w-]{16,}/g, '/$1/TOKEN'],
  [new RegExp(`\\b\\d{1,2} ${MONTH}( \\d{4})?\\b`, 'g'), 'DATE'],
  [new RegExp(`\\b${MONTH} \\d{1,2}(, \\d{4})?\\b`, 'g'), 'DATE'],
  [/ (?:\/[\w.-]+){2,}/g, ' FOLDER'],
];

/** What differs where a view counts, or says how long something took, or on which computer it is. */
const LIVELY = [
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'ID'],
  [/\bjust now\b/g, 'TIME'],
  [/^(\s*- (?:time|text): (?:.* )?)now$/gm, '$1TIME'],
  [/^(\s*- (?:row|cell) "(?:.* )?)now(?=")/gm, '$1TIME'],
  [/Checking Lever|Checked TIME(, next TIME)?/g, 'CHECKED'],
  // What happened in between, in which order, is a matter of seconds.
  [/(heading "What happened" .*\n\s*- list:\n\s*- listitem:\n.*\n.*)[^]*?(?=\n\s*- heading|$(?![^]))/, '$1'],
  // The ticks of an axis go with the numbers.
  [/('img "Chart\. .*?"')(: .*)?$/gm, '$1'],
  [/": (?:Something that needs you, |A finished screening, |None so far\.).*?"/g, '": LATEST"'],
  [/- term: Version\n[^]*?(?=- text: Profile)/, '- DIAGNOSTICS\n    '],
  [/(?<![\w-]|level=)\d[\d.,]*%?/g, 'N'],
];

/** Holds a part of the page to its snapshot; in a `lively` one, numbers may be others. */
export async function aria(locator, name, faults, { lively = false } = {}) {
  const masks = lively ? [...VARIES, ...LIVELY] : VARIES;
  const found = masks.reduce((text, [what, word]) => text.replace(what, word), await locator.ariaSnapshot());
  const file = join(FOLDER, `${name}.aria`);
  if (process.env.FULCRUM_UPDATE_ARIA) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, `${found}\n`);
    return;
  }
  let kept;
  try {
    kept = readFileSync(file, 'utf8').trimEnd();
  } catch {
    faults.add(name, 'has no snapshot of its names; FULCRUM_UPDATE_ARIA=1 writes it');
    return;
  }
  if (kept === found) return;
  const [before, now] = [kept.split('\n'), found.split('\n')];
  const at = now.findIndex((line, index) => line !== before[index]);
  const line = at < 0 ? now.length : at;
  faults.add(name, `aria line ${line + 1} was “${before[line] ?? ''}” and is “${now[line] ?? ''}”`);
}
