// What a person does: set up, walk the views, use the keyboard.
import { createServer } from 'node:net';
import { axe, axeInBoth, eventually, expect, until } from './checks.mjs';
import { goTo } from './going.mjs';
import { agree, ask, disagree } from './people.mjs';

const id = (page, name) => page.getByTestId(name);
const NAVIGATION = 'nav[aria-label="Main"]';

/** Goes through onboarding with sample data, and answers with the address of the simulated Lever. */
export async function onboarding(page, shot, faults) {
  const looked = async (name, where) => {
    await shot(`onboarding-${name}`);
    await axeInBoth(page, `onboarding ${where}`, faults);
  };
  await id(page, 'explore-sample').waitFor();
  await looked('1-welcome', 'welcome');
  await id(page, 'connect-lever').click();
  await id(page, 'connect-submit').waitFor();
  await looked('2-connect', 'connect');
  await page.getByRole('button', { name: 'Back' }).click();
  await id(page, 'explore-sample').waitFor();
  const usual = await takenPort(page, looked, faults);
  await says(page, 'onboarding, denied', 'pressed Deny', faults);
  await looked('2-denied', 'denied');
  await id(page, 'connect-lever').click();
  await id(page, 'connect-submit').waitFor();
  const lever = page.locator('[data-testid="env-production"] input');
  expect(await lever.isChecked(), 'onboarding', 'a failed try at the sample company chooses it for Lever', faults);
  await page.getByRole('button', { name: 'Back' }).click();
  await ask(page, 'save_settings', usual);
  await id(page, 'explore-sample').click();
  await id(page, 'connect-waiting').waitFor();
  await looked('3-waiting', 'waiting');
  const address = await agree(page);

  // From here on, everything likely is chosen already: Enter goes on.
  await id(page, 'user-continue').waitFor();
  await page.locator('[data-testid="user-continue"]:not([disabled])').waitFor();
  await looked('4-user', 'user');
  await id(page, 'user-back').click();
  await id(page, 'connect-submit').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.locator('[data-testid="user-continue"]:not([disabled])').waitFor();
  await id(page, 'user-continue').click();
  await page.locator('[data-testid="assessment-continue"]:not([disabled])').waitFor();
  await looked('5-assessment', 'assessment');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="stage-continue"]:not([disabled])').waitFor();
  await looked('6-stage', 'stage');
  await page.keyboard.press('Enter');
  await id(page, 'preview-list').waitFor();
  await looked('7-preview', 'preview');
  await page.keyboard.press('Enter');
  await id(page, 'setup-done').waitFor();
  await looked('8-done', 'done');
  await id(page, 'setup-done').click();
  await page.locator(NAVIGATION).waitFor();
  await looked('9-inbox', 'first inbox');
  return new URL(address).origin;
}

/** Somebody who listens at a port of this computer; 0 takes a free one. */
const listener = (port) =>
  new Promise((ready, failed) => {
    const server = createServer();
    server.once('error', failed).listen(port, '127.0.0.1', () => ready(server));
  });
const closed = (server) => new Promise((done) => server.close(done));

/** Another program has the port: another one is chosen, there the page opens, and somebody says no. */
async function takenPort(page, looked, faults) {
  const usual = await ask(page, 'settings');
  const port = usual.redirectPort;
  const taken = await eventually('another program has the port', () => listener(port).catch(() => null));
  const free = await listener(0);
  const other = free.address().port;
  await closed(free);
  await id(page, 'explore-sample').click();
  await id(page, 'toast').getByRole('button', { name: 'Choose another port' }).click();
  await until(page, 'the port has the focus', () => document.activeElement?.dataset.testid === 'connect-port');
  await id(page, 'connect-submit').click();
  const alert = page.locator('main [role="alert"]');
  await alert.waitFor();
  const words = await alert.innerText();
  expect(words.includes(String(port)), 'the taken port', 'is not named', faults);
  expect(words.match(/\bclose\b/gi)?.length === 1, 'the taken port', `says it twice: ${words}`, faults);
  await inSight(page, 'the taken port', faults);
  await page.setViewportSize({ width: 900, height: 600 });
  await id(page, 'connect-submit').click();
  await until(page, 'it was tried again', () => !document.querySelector('[aria-busy="true"]'));
  await alert.waitFor();
  await inSight(page, 'the taken port (900x600)', faults);
  await page.setViewportSize({ width: 1280, height: 800 });
  await looked('2-port-taken', 'port taken');
  await alert.getByRole('button', { name: 'Choose another port' }).click();
  await until(page, 'the port has the focus', () => document.activeElement?.dataset.testid === 'connect-port');
  await page.keyboard.type(String(other));
  await page.keyboard.press('Enter');
  await page.locator('code', { hasText: `:${other}/` }).waitFor();
  expect((await alert.count()) === 0, 'the taken port', 'the error stays', faults);
  await id(page, 'connect-submit').click();
  await id(page, 'connect-waiting').waitFor();
  await closed(taken);
  await disagree(page, `localhost%3A${other}`);
  await id(page, 'connect-submit').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await id(page, 'explore-sample').waitFor();
  return usual;
}

/** Whether the page says so. */
export async function says(page, where, words, faults) {
  expect(typeof words === 'string' && words.trim() !== '', where, 'nothing is looked for', faults);
  const said = await page.locator('main').innerText();
  expect(said.includes(words), where, `does not say “${words}”`, faults);
}

/** Whether the error lies wholly in the window, above the buttons at its foot. */
export async function inSight(page, where, faults) {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const hidden = await page.evaluate(() => {
    const error = document.querySelector('main [role="alert"]').getBoundingClientRect();
    const view = document.querySelector('.scroll').getBoundingClientRect();
    const foot = document.querySelector('.sticky-foot').getBoundingClientRect();
    return Math.max(view.top - error.top, error.bottom - Math.min(view.bottom, foot.top));
  });
  expect(hidden <= 0, where, `${hidden} px of the error are hidden`, faults);
}

/** Whether onboarding is to be done. */
export async function isNew(page) {
  await until(
    page,
    'the window shows something',
    () => document.querySelector('nav[aria-label="Main"], [data-testid="explore-sample"], h1') !== null,
  );
  return (await page.locator(NAVIGATION).count()) === 0;
}

/** The routes of the main views; a candidate of every kind, and the first playbook besides. */
export async function routes(page) {
  const found = {
    inbox: '#/inbox',
    candidates: '#/candidates',
    nobody: '#/candidates?q=nobody-is-called-this',
    overview: '#/overview',
    activity: '#/activity',
    'activity-writes': '#/activity?kind=writes',
    assessments: '#/assessments',
    check: '#/check',
    settings: '#/settings',
  };
  const { rows } = await ask(page, 'candidates', { search: '', filter: 'all', after: null, limit: 200 });
  const { rows: notSent } = await ask(page, 'candidates', { search: '', filter: 'not_sent', after: null, limit: 1 });
  const kinds = {
    'not-sent': (row) => notSent.some((one) => one.id === row.id),
    reviewed: (row) => row.state === 'reviewed',
    'to-review': (row) => row.state === 'submitted' || row.state === 'evaluated',
    started: (row) => row.state === 'started',
    invited: (row) => row.state === 'invited',
    cancelled: (row) => row.state === 'cancelled',
    attention: (row) => row.attention,
    'to-move': (row) => row.moveTo !== null,
    hostile: (row) => row.name.includes('<'),
    long: (row) => row.name.length > 60,
    'right-to-left': (row) => /\p{Script=Arabic}/u.test(row.name),
  };
  for (const [kind, fits] of Object.entries(kinds)) {
    const row = [...rows, ...notSent].find(fits);
    if (row) found[`candidate-${kind}`] = `#/candidates/${row.id}`;
  }
  const playbook = (await ask(page, 'playbooks'))[0]?.id;
  if (playbook) found.playbook = `#/playbooks/${encodeURIComponent(playbook)}`;
  return found;
}

/** Walks the views and looks at each. */
export async function walk(page, views, suffix, shot, faults) {
  for (const [name, hash] of Object.entries(views)) {
    const where = `${name} (${suffix})`;
    await goTo(page, name, hash);
    expect((await page.locator('main h1').count()) === 1, where, 'has not exactly one h1', faults);
    const wide = await page.evaluate(() => {
      const main = document.querySelector('main');
      return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth);
    });
    expect(wide <= 0, where, `is ${wide} px too wide`, faults);
    await shot(`${name}-${suffix}`);
    await axe(page, where, faults);
  }
}

/** At 200 % a window of 1280x800 is half as wide and half as high: nothing is cut, and what one came for has room. */
export async function zoomed(page, views, shot, faults) {
  await page.setViewportSize({ width: 640, height: 400 });
  for (const [name, hash] of Object.entries(views)) {
    const where = `${name} (200 %)`;
    await goTo(page, name, hash);
    const found = await page.evaluate(() => {
      const main = document.querySelector('main');
      const lists = [...document.querySelectorAll('main .table .scroll, main .scroll.long')];
      // Outside of a list, whatever scrolls is what one reads.
      const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowY) && one.clientHeight > 0;
      const parts = [main, ...main.querySelectorAll('.scroll')].filter(scrolls);
      return {
        wide: Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth),
        high: Math.max(...parts.map((one) => one.clientHeight)) / innerHeight,
        lists: lists.map((one) => one.clientHeight / innerHeight),
      };
    });
    expect(found.wide <= 0, where, `is ${found.wide} px too wide`, faults);
    expect(found.high >= 0.5, where, `leaves ${found.high} of the height to what one reads`, faults);
    for (const high of found.lists) expect(high >= 0.5, where, `leaves ${high} of the height to its list`, faults);
    await shot(`${name}-zoomed`);
    await axe(page, where, faults);
  }
}

/** Everything from the keyboard. */
export async function keyboard(page, theme, shot, faults) {
  const where = `keyboard (${theme})`;
  const at = (hash) => until(page, `the address is ${hash}`, (end) => location.hash === end, hash, 5_000);
  const focusedRow = () => document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null;
  const closed = () => until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));

  await goTo(page, 'candidates', '#/candidates');
  await page.evaluate(() => document.activeElement?.blur());
  const rows = page.locator('[data-testid^="candidate-row-"]');
  await rows.nth(1).waitFor();
  // The candidate who was open last may be anywhere in the list, its end included.
  await page.keyboard.press('Home');
  const focused = (index) =>
    until(
      page,
      `the focus is on row ${index + 1}`,
      (at) => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex') === String(at + 2),
      index,
    );
  await focused(0);
  await page.keyboard.press('j');
  await focused(1);
  const second = await page.evaluate(focusedRow);
  await page.keyboard.press('Enter');
  await at(`#/candidates/${second}`);
  await id(page, 'timeline').waitFor();
  await page.keyboard.press('Escape');
  await at('#/candidates');
  await until(
    page,
    'the focus is back on the row',
    (row) => document.activeElement?.closest('[data-row]')?.getAttribute('data-row') === row,
    second,
  );

  await page.keyboard.press('/');
  await page.keyboard.type('c');
  const typed = await id(page, 'candidates-search').inputValue();
  expect(typed === 'c', where, 'typing in the search field runs a shortcut', faults);
  expect((await page.locator('dialog[open]').count()) === 0, where, 'a shortcut fired inside a field', faults);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await id(page, 'send-open').focus();
  await page.keyboard.press('c');
  await id(page, 'send-input').waitFor();
  await page.keyboard.type('an');
  await page.locator('[data-testid^="send-hit-"]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await id(page, 'send-assessment').waitFor();
  await shot(`send-${theme}`);
  await axe(page, `send (${theme})`, faults);
  await page.keyboard.press('Escape');
  await closed();
  const back = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
  expect(back === 'send-open', where, 'the focus does not come back from the dialog', faults);

  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await shot(`help-${theme}`);
  await axe(page, `help (${theme})`, faults);
  await page.keyboard.press('Escape');
  await closed();
  await page.keyboard.press('Control+k');
  await id(page, 'palette-input').waitFor();
  await page.keyboard.type('settings');
  await page.locator('#palette-list [role="option"]').first().waitFor();
  await shot(`palette-${theme}`);
  await axe(page, `palette (${theme})`, faults);
  await page.keyboard.press('Escape');
  await closed();
  await page.keyboard.press('g');
  // Whoever does not go on at once sees what can follow.
  await id(page, 'second-key').waitFor();
  await axe(page, `the second key (${theme})`, faults);
  await shot(`second-key-${theme}`);
  await page.keyboard.press('s');
  await at('#/settings');
}
