// What every page is held to: no accessibility fault, no error in the console, nothing loaded from elsewhere.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Collects faults; the run fails if there is one. */
export class Faults {
  all = [];
  add(where, what) {
    this.all.push(`${where}: ${what}`);
    console.log(`  FAULT ${where}: ${what}`);
  }
}

/** Listens for console errors, exceptions and requests to other hosts. */
export function watch(page, origin, faults) {
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // A refused command is an answer, not a fault of the page.
    if (/status of 4\d\d/.test(message.text()) && /\/(rpc|host)\//.test(message.location().url)) return;
    faults.add(page.url(), `console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.add(page.url(), `exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.add(page.url(), `a script ran: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) faults.add(page.url(), `loads ${request.url()}`);
  });
}

/** Runs axe on the page as it stands. */
export async function axe(page, where, faults) {
  // Contrast is measured on what is there, not on what is fading in.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((a) => a.effect?.getTiming().iterations !== Infinity)
        .map((a) => a.finished),
    ),
  );
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }),
  );
  for (const violation of violations) {
    const nodes = violation.nodes
      .slice(0, 3)
      .map(
        (node) =>
          `${node.target.join(' ')} (${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''})`,
      );
    faults.add(where, `axe ${violation.id} [${violation.impact}] ${nodes.join(' | ')}`);
  }
}

/** The same in the dark, and in the light, where the page stays. */
export async function axeInBoth(page, where, faults) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await until(page, `it is ${colorScheme}`, (theme) => document.documentElement.dataset.theme === theme, colorScheme);
    await axe(page, `${where} (${colorScheme})`, faults);
  }
}

/** What `act` puts on the clipboard, once it is there. */
export async function copied(page, act) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await act();
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await eventually('something is copied', async () => (await read()) !== '');
  return read();
}

/** Waits until `test` is true in the page. */
export async function until(page, what, test, argument, timeout = 15_000) {
  try {
    await page.waitForFunction(test, argument, { timeout });
  } catch {
    throw new Error(`Waited in vain until ${what} (at ${page.url()})`);
  }
}

/** Asks again and again until the answer is yes, and gives it back; an answer that never comes is an error. */
export async function eventually(what, look, timeout = 30_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await new Promise((go) => setTimeout(go, 60));
  }
}

/** Says whether something holds. */
export function expect(holds, where, what, faults) {
  if (!holds) faults.add(where, what);
}
