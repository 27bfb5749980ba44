// What a screen reader finds in every main view, held to ui/e2e/aria. To be looked at after the main job was done
// on a fresh profile, when nothing is under way any more: then every run finds the same.
import { aria } from './aria.mjs';
import { eventually, until } from './checks.mjs';
import { goTo } from './going.mjs';
import { ask } from './people.mjs';
import { filledIn } from './vocabulary.mjs';

/** Steps of setting up that are held besides being photographed. */
const STEPS = new Set([
  'onboarding-1-welcome',
  'onboarding-2-connect',
  'onboarding-4-user',
  'onboarding-5-assessment',
  'onboarding-6-stage',
  'onboarding-7-preview',
  'onboarding-8-done',
]);

/** Photographs, and holds what a screen reader finds in the steps of setting up. */
export const heldSteps = (page, shot, faults) => async (name) => {
  await shot(name);
  if (STEPS.has(name)) await aria(page.locator('main'), `view-${name}`, faults, { lively: true });
};

const idOf = async (page, search) =>
  (await ask(page, 'candidates', { search, filter: 'all', after: null, limit: 1 })).rows[0].id;

/** What was deleted a moment ago may still be listed. */
const every = (page, count) =>
  until(page, 'every assessment is listed', (links) => document.querySelectorAll('main nav a').length === links, count);

/** The views as they stand, one after the other. */
export async function views(page, faults) {
  await eventually('nothing is under way', async () => {
    const { queue } = await ask(page, 'status');
    return queue.held + queue.waiting + queue.unclear === 0;
  });
  const main = page.locator('main');
  const hold = (name, part = main) => aria(part, `view-${name}`, faults, { lively: true });

  await goTo(page, 'inbox', '#/inbox');
  await page.locator('[data-row]').first().waitFor();
  await hold('inbox');
  await hold('rail', page.locator('nav[aria-label="Main"]'));
  await hold('status', page.getByRole('contentinfo'));

  await goTo(page, 'candidates', '#/candidates?q=Aiko');
  await until(page, 'one row is left', () => document.querySelectorAll('[data-testid^="candidate-row-"]').length === 1);
  await page.locator('[data-testid="filter-all"] .num').waitFor();
  await hold('candidates');
  // Another address of the same list: its search is what the field says.
  await goTo(page, 'all candidates', '#/candidates');
  await until(
    page,
    'the search is empty again',
    () => document.querySelector('[data-testid="candidates-search"]').value === '',
  );

  for (const [name, who] of [
    ['candidate', 'Aiko Tanaka'],
    ['review', 'Jonas Weber'],
  ]) {
    await goTo(page, name, `#/candidates/${await idOf(page, who)}`);
    await page.getByTestId('timeline').waitFor();
    await hold(name);
  }

  await goTo(page, 'overview', '#/overview');
  await page.getByTestId('overview-tiles').waitFor();
  await hold('overview');

  await goTo(page, 'activity', '#/activity?kind=reviews&q=Lena');
  await page.locator('[data-row]').first().waitFor();
  await hold('activity');
  for (const name of ['assessments', 'playbooks', 'settings']) {
    await goTo(page, name, `#/${name}`);
    if (name === 'assessments') await every(page, (await ask(page, name)).length);
    if (name === 'playbooks') {
      await page.getByTestId('preview-list').waitFor();
      await filledIn(page);
    }
    if (name === 'settings') await page.getByRole('button', { name: 'Copy diagnostics' }).waitFor();
    await hold(name);
  }

  await goTo(page, 'check', '#/check');
  await hold('check');

  await goTo(page, 'candidates', '#/candidates');
  const dialog = page.locator('dialog[open]');
  for (const [name, keys] of [
    ['help', '?'],
    ['palette', 'Control+k'],
    ['send', 'c'],
  ]) {
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press(keys);
    await dialog.waitFor();
    if (name === 'send') {
      await page.keyboard.type('lena.brandt@example.com');
      await page.locator('[data-testid^="send-hit-"]').first().waitFor();
      await page.getByTestId('send-assessment').waitFor();
    }
    await hold(name, dialog);
    await page.keyboard.press('Escape');
    await until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
  }
}
