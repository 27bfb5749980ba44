// Activity: narrowed, walked and copied from the keyboard, searched, exported.
import { axe, copied, expect, until } from './checks.mjs';
import { unfold } from './going.mjs';

const id = (page, name) => page.getByTestId(name);

/** Everything that one does there. */
export async function activity(page, size, shot, faults) {
  const where = `activity (${size})`;
  await page.evaluate(() => (location.hash = '#/activity'));
  await id(page, 'activity-row').first().waitFor();
  await id(page, 'filter-writes').click();
  await until(page, 'the address holds the filter', () => location.hash === '#/activity?kind=writes');
  await until(page, 'only writes are shown', () =>
    [...document.querySelectorAll('[data-testid="activity-row"]')].every((row) => row.dataset.kind === 'wrote'),
  );
  await unfold(page);
  await id(page, 'activity-writes').click();
  await page.getByRole('radio', { name: /^Written/ }).check();
  await page.keyboard.press('Escape');
  await until(page, 'the address holds the state', () => location.hash.includes('write=written'));
  await page.reload();
  await id(page, 'activity-row').first().waitFor();
  await shot(`activity-written-${size}`);
  await axe(page, where, faults);

  // What one did oneself, apart from what Fulcrum did.
  await page.evaluate(() => (location.hash = '#/activity'));
  await unfold(page);
  await id(page, 'activity-by').click();
  await page.getByRole('radio', { name: /^You/ }).check();
  await shot(`activity-by-${size}`);
  await page.keyboard.press('Escape');
  await until(page, 'the address says whose', () => location.hash.includes('by=you'));
  await until(page, 'all was done by oneself', () => {
    const actors = [...document.querySelectorAll('[data-testid="activity-row"] .actor')];
    return actors.length > 0 && actors.every((actor) => actor.textContent === 'You');
  });
  await axe(page, `${where}, of oneself`, faults);
  await page.evaluate(() => (location.hash = '#/activity?kind=writes&write=written'));
  await until(page, 'only writes are shown again', () =>
    [...document.querySelectorAll('[data-testid="activity-row"]')].every((row) => row.dataset.kind === 'wrote'),
  );

  await page.keyboard.press('j');
  await until(page, 'a row has the focus', () => document.activeElement?.closest('[data-row]') !== null);
  const name = await page.evaluate(() => document.activeElement?.textContent?.trim());
  const text = await copied(page, () => page.keyboard.press('y'));
  await until(page, 'it says that it was copied', () => document.body.textContent.includes('Copied.'));
  expect(text.includes(name) && /\b20\d\d\b/.test(text), where, `copied “${text}”`, faults);
  await page.keyboard.press('Enter');
  await until(page, 'the candidate is open', () => location.hash.startsWith('#/candidates/'));
  await page.goBack();
  await id(page, 'activity-row').first().waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('nobody is called that');
  await until(page, 'nothing is found', () => location.hash.includes('q=nobody'));
  await page.getByRole('button', { name: 'Show everything' }).click();
  await id(page, 'activity-row').first().waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), id(page, 'activity-save').click()]);
  expect(/^fulcrum-activity-.*\.csv$/.test(file.suggestedFilename()), where, 'the file has another name', faults);
}
