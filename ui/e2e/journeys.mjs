// What a person does: set up, walk the views, use the keyboard.
import { axe, expect, until } from './checks.mjs';

const id = (page, name) => page.getByTestId(name);

/** What the person does in their own browser: agrees on the sign-in page that the backend asked the host to open. */
async function agree(page) {
  const opened = () =>
    page.evaluate(() =>
      fetch('/host/opened')
        .then((answer) => (answer.ok ? answer.json() : null))
        .catch(() => null),
    );
  if ((await opened()) === null) return;
  for (let look = 0; look < 50; look += 1) {
    const address = (await opened()).findLast((one) => one.includes('/authorize'));
    if (address) {
      const browser = await page.context().newPage();
      await browser.goto(address);
      await browser.locator('#allow').click();
      await browser.waitForTimeout(500);
      await browser.close();
      return;
    }
    await page.waitForTimeout(200);
  }
  throw new Error('The backend never opened a sign-in page.');
}

/** Goes through onboarding with sample data, if it was not finished before. */
export async function onboarding(page, shot, faults) {
  await until(
    page,
    'the window shows something',
    () => document.querySelector('nav[aria-label="Main"], [data-testid="explore-sample"], h1') !== null,
  );
  if ((await page.locator('nav[aria-label="Main"]').count()) > 0) return false;
  if ((await id(page, 'explore-sample').count()) > 0) {
    await shot('onboarding-1-welcome');
    await axe(page, 'onboarding welcome', faults);
    await id(page, 'connect-lever').click();
    await id(page, 'connect-submit').waitFor();
    await shot('onboarding-2-connect');
    await axe(page, 'onboarding connect', faults);
    await page.getByRole('button', { name: 'Back' }).click();
    await id(page, 'explore-sample').click();
    await agree(page);
  }
  const user = page
    .locator('[data-testid^="user-"]:not([data-testid="user-search"]):not([data-testid="user-continue"])')
    .first();
  await Promise.race([
    user.waitFor({ timeout: 30_000 }),
    id(page, 'assessment-continue').waitFor({ timeout: 30_000 }),
    id(page, 'setup-done').waitFor({ timeout: 30_000 }),
  ]);
  if ((await user.count()) > 0) {
    await shot('onboarding-3-user');
    await axe(page, 'onboarding user', faults);
    await user.click();
    await id(page, 'user-continue').click();
  }
  await Promise.race([id(page, 'assessment-continue').waitFor(), id(page, 'setup-done').waitFor()]);
  if ((await id(page, 'assessment-continue').count()) > 0) {
    await page.locator('[data-testid^="assessment-"]').first().click();
    await shot('onboarding-4-assessment');
    await axe(page, 'onboarding assessment', faults);
    await id(page, 'assessment-continue').click();
    const stages = page.locator('[data-testid^="stage-"]:not([data-testid="stage-continue"])');
    await stages.first().waitFor();
    const phone = stages.filter({ hasText: /screen/i }).last();
    await ((await phone.count()) > 0 ? phone : stages.first()).click();
    await shot('onboarding-5-stage');
    await axe(page, 'onboarding stage', faults);
    await id(page, 'stage-continue').click();
    await id(page, 'switch-on').waitFor();
    await until(page, 'the preview is there', () => !document.querySelector('.skeleton'));
    await shot('onboarding-6-preview');
    await axe(page, 'onboarding preview', faults);
    await id(page, 'switch-on').click();
  }
  await id(page, 'setup-done').waitFor();
  await shot('onboarding-7-done');
  await axe(page, 'onboarding done', faults);
  await id(page, 'setup-done').click();
  await page.locator('nav[aria-label="Main"]').waitFor();
  return true;
}

/** The routes of the main views; one candidate, assessment and playbook besides. */
export async function routes(page) {
  const ask = (name, request) =>
    page.evaluate(
      ([command, body]) =>
        fetch(`/rpc/${command}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }).then((answer) => answer.json()),
      [name, request],
    );
  const candidate = async (filter) =>
    (await ask('candidates', { search: '', filter, after: null, limit: 1 })).rows?.[0]?.id;
  const found = {
    inbox: '#/inbox',
    candidates: '#/candidates',
    activity: '#/activity',
    assessments: '#/assessments',
    playbooks: '#/playbooks',
    settings: '#/settings',
  };
  for (const filter of ['to_review', 'reviewed', 'open', 'attention']) {
    const screening = await candidate(filter);
    if (screening) found[`candidate-${filter}`] = `#/candidates/${screening}`;
  }
  const playbook = (await ask('playbooks', {}))[0]?.id;
  if (playbook) found.playbook = `#/playbooks/${encodeURIComponent(playbook)}`;
  return found;
}

/** Walks the views and looks at each. */
export async function walk(page, views, theme, shot, faults) {
  for (const [name, hash] of Object.entries(views)) {
    await page.evaluate((next) => (location.hash = next), hash);
    await page.waitForTimeout(350);
    await until(page, `${name} is loaded`, () => !document.querySelector('.skeleton'));
    expect((await page.locator('main h1').count()) === 1, name, 'has not exactly one h1', faults);
    await shot(`${name}-${theme}`);
    await axe(page, `${name} (${theme})`, faults);
  }
}

/** Everything from the keyboard. */
export async function keyboard(page, theme, shot, faults) {
  const where = `keyboard (${theme})`;
  await page.evaluate(() => {
    location.hash = '#/candidates';
    document.activeElement?.blur();
  });
  await page.waitForTimeout(400);
  const rows = await page.locator('[data-testid^="candidate-row-"]').count();
  if (rows > 1) {
    await page.keyboard.press('j');
    await page.waitForTimeout(120);
    await page.keyboard.press('j');
    await page.waitForTimeout(120);
    const focused = await page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row'));
    expect(Boolean(focused), where, 'j does not move the focus to a row', faults);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    expect(page.url().endsWith(`#/candidates/${focused}`), where, 'Enter does not open the row', faults);
    await page.keyboard.press('Escape');
    await page.waitForTimeout(300);
    expect(page.url().endsWith('#/candidates'), where, 'Escape does not lead back', faults);
  }
  await page.keyboard.press('/');
  await page.keyboard.type('c');
  expect(
    (await id(page, 'candidates-search').inputValue()) === 'c',
    where,
    'typing in the search field runs a shortcut',
    faults,
  );
  expect((await page.locator('dialog[open]').count()) === 0, where, 'a shortcut fired inside a field', faults);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await id(page, 'send-open').focus();
  await page.keyboard.press('c');
  await id(page, 'send-input').waitFor();
  await page.keyboard.type('an');
  await page.waitForTimeout(1200);
  await shot(`send-${theme}`);
  await axe(page, `send (${theme})`, faults);
  await page.keyboard.press('Escape');
  await page.waitForTimeout(150);
  expect((await page.locator('dialog[open]').count()) === 0, where, 'Escape does not close the dialog', faults);
  const back = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
  expect(back === 'send-open', where, 'the focus does not come back from the dialog', faults);

  await page.keyboard.press('?');
  await page.waitForTimeout(200);
  await shot(`help-${theme}`);
  await axe(page, `help (${theme})`, faults);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await id(page, 'palette-input').waitFor();
  await page.keyboard.type('settings');
  await page.waitForTimeout(300);
  await shot(`palette-${theme}`);
  await axe(page, `palette (${theme})`, faults);
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.waitForTimeout(200);
  expect(page.url().endsWith('#/settings'), where, 'g s does not lead to Settings', faults);
}
