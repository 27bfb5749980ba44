// The Check page: reached by its keys, each link seen to hold or not, what its button does, and what is copied.
import { axe, copied, expect, until } from './checks.mjs';
import { goTo } from './going.mjs';
import { says } from './journeys.mjs';
import { Lever, ask } from './people.mjs';

const WHERE = 'check';
const id = (page, name) => page.getByTestId(name);
const stands = (page, link, standing) =>
  page.locator(`[data-testid="check-${link}"][data-standing="${standing}"][data-progress="rests"]`).waitFor();
const rests = (page) => page.locator('[data-testid="check-summary"][data-running="false"]').waitFor();

/** Photographs, and looks with axe, in both themes. */
async function looked(page, name, shot, faults) {
  for (const theme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await shot(`check-${name}-${theme}`);
    await axe(page, `${WHERE}, ${name} (${theme})`, faults);
  }
}

export async function checkPage(page, origin, shot, faults) {
  const lever = new Lever(origin);
  await goTo(page, 'inbox', '#/inbox');
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await id(page, 'check-summary').waitFor();
  await rests(page);
  await page.keyboard.press('r');
  await page.locator('[data-testid="check-summary"][data-running="true"]').waitFor();
  await rests(page);
  for (const link of ['sign_in', 'permissions', 'writer', 'clock', 'places', 'texts', 'service', 'assessments'])
    await stands(page, link, 'ok');
  await says(page, WHERE, 'Revoke access', faults);
  await looked(page, 'holds', shot, faults);

  // Somebody who writes is deactivated in Lever: told, and the button leads to where another one is chosen.
  await lever.deactivate('Mara Lindqvist', true);
  const again = id(page, 'check-again-writer');
  const top = async () => (await id(page, 'check-sign_in').boundingBox()).y;
  const before = await top();
  await again.click();
  await stands(page, 'writer', 'fault');
  expect((await top()) === before, WHERE, 'what stands above jumps', faults);
  await says(page, WHERE, 'is not active in Lever', faults);
  await says(page, WHERE, 'does not hold', faults);
  await looked(page, 'fault', shot, faults);
  await id(page, 'check-do-writer').first().click();
  await until(page, 'it leads there', () => /^#\/(settings\/account|playbooks\/)/.test(location.hash));
  await lever.deactivate('Mara Lindqvist', false);
  await goTo(page, 'check', '#/check');
  await again.click();
  await stands(page, 'writer', 'ok');

  // A test mail that is refused, and one that goes out.
  await lever.switches({ mailRejectRecipients: true });
  await id(page, 'check-do-mail').first().click();
  await stands(page, 'mail', 'fault');
  await says(page, WHERE, 'refused the address', faults);
  await lever.switches({ mailRejectRecipients: false });
  const { user } = (await ask(page, 'status')).connection;
  await ask(page, 'test_mail', { to: user.email });
  await id(page, 'check-again-mail').click();
  await page.locator('[data-testid="check-mail"]:not([data-standing="fault"])[data-progress="rests"]').waitFor();

  // Offline nothing is found out, and what was seen stays with its time.
  await lever.switches({ offline: true });
  await id(page, 'check-run').click();
  await stands(page, 'sign_in', 'unchecked');
  await rests(page);
  await says(page, WHERE, 'Lever cannot be reached', faults);
  await says(page, WHERE, 'As seen', faults);
  await stands(page, 'texts', 'ok');
  await looked(page, 'offline', shot, faults);
  // The foot of the window says it, and leads here.
  await page.locator('a[data-testid="status-connection"][href="#/check"]').waitFor();
  await lever.switches({ offline: false });
  await id(page, 'check-do-sign_in').click();
  for (const link of ['sign_in', 'clock', 'places']) await stands(page, link, 'ok');
  await rests(page);
  await id(page, 'status-connection').getByText('Connected').waitFor();

  const text = await copied(page, () => id(page, 'check-copy').click());
  await until(page, 'it says that it was copied', () => document.body.textContent.includes('Copied.'));
  expect(text.includes('Check sign_in: ok'), WHERE, `copied “${text}”`, faults);
  expect(text.includes('Database: version'), WHERE, 'the diagnostics are not with it', faults);
  const company = ['Mara', '@', 'Northwind', 'Phone screen', 'Fulcrum screening', 'Backend'];
  for (const name of company) expect(!text.includes(name), WHERE, `the copy names ${name}`, faults);

  await runs(page, shot, faults);

  // From the keys, and from Settings.
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('?');
  await id(page, 'help-check').click();
  await until(
    page,
    'the help leads there',
    () => location.hash === '#/check' && !document.querySelector('dialog[open]'),
  );
  await goTo(page, 'settings', '#/settings/diagnostics');
  await id(page, 'open-check').click();
  await until(page, 'Settings lead there', () => location.hash === '#/check');
}

/** While it runs, which is over too soon to be looked at: the answer says that it still does. */
export async function runs(page, shot, faults) {
  const answers = /\/rpc\/(run_)?checks$/;
  await page.route(answers, async (route) => {
    const response = await route.fetch();
    const view = await response.json();
    for (const link of view.links) link.progress = 'runs';
    await route.fulfill({ response, json: { ...view, running: true } });
  });
  await page.reload();
  await page.locator('[data-testid="check-texts"][data-progress="runs"]').waitFor();
  await looked(page, 'runs', shot, faults);
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await rests(page);
}
