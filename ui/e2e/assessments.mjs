// Writing an assessment, and what setting up costs a newcomer: presses and fields are counted and held.
import { axe, axeInBoth, eventually, expect, until } from './checks.mjs';
import { clearOf, goTo } from './going.mjs';
import { agree, ask, opened } from './people.mjs';

const id = (page, name) => page.getByTestId(name);
const SIZES = [
  [900, 600],
  [1280, 800],
  [1440, 900],
];

/** Photographs the page as it stands in every theme and size, and looks for what axe finds. */
async function everywhere(page, name, shot, faults) {
  const before = page.viewportSize();
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await until(page, `it is ${colorScheme}`, (theme) => document.documentElement.dataset.theme === theme, colorScheme);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const where = `${name}-${colorScheme}-${width}x${height}`;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide <= 0, where, `is ${wide} px too wide`, faults);
      await shot(where);
    }
    await axe(page, `${name} (${colorScheme})`, faults);
  }
  await page.setViewportSize(before);
}

/** Goes through the fields of the smallest window: none that has the focus lies under the buttons at the foot. */
async function clearOfTheFoot(page, faults) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 900, height: 600 });
  await id(page, 'assessment-name').focus();
  const at = () =>
    page.evaluate(() => {
      const [field, foot] = [document.activeElement, document.querySelector('.editor .foot')];
      const over = field.getBoundingClientRect().bottom - foot.getBoundingClientRect().top;
      return { over: Math.round(over), isFoot: foot.contains(field) };
    });
  const over = [];
  for (let now = await at(); !now.isFoot; now = await at()) {
    over.push(now.over);
    await page.keyboard.press('Tab');
  }
  expect(over.length > 9, 'assessments', 'the foot is come to before the fields', faults);
  expect(Math.max(...over) <= 0, 'assessments', `a field lies ${Math.max(...over)} px under the foot`, faults);
  await page.setViewportSize(before);
}

const texts = (page) => page.locator('[data-field="text"]').evaluateAll((all) => all.map((one) => one.value));

/** Copies one, writes in it, orders it by keys and by the pointer, looks at it as a candidate, saves and deletes it. */
export async function assessments(page, shot, faults) {
  const where = 'assessments';
  await goTo(page, where, '#/assessments/customer-empathy');
  await everywhere(page, 'assessment', shot, faults);
  await id(page, 'assessment-new').click();
  await page.locator('dialog[open]').waitFor();
  await everywhere(page, 'assessment-new', shot, faults);
  await id(page, 'new-from-customer-empathy').click();
  const title = id(page, 'assessment-name');
  await until(page, 'the title has the focus', () => document.activeElement?.dataset.testid === 'assessment-name');
  expect((await title.inputValue()) === 'Customer empathy 2', where, 'the copy has another title', faults);
  await everywhere(page, 'assessment-editor', shot, faults);

  // What is wrong is said at its field, which gets the focus.
  await title.fill('');
  await page.locator('[data-testid="question-2"] [data-field="anchor-3"]').fill('');
  await page.keyboard.press('Control+Enter');
  await until(page, 'the title is wrong', () => document.activeElement?.getAttribute('aria-invalid') === 'true');
  expect((await page.locator('[aria-invalid="true"]').count()) === 2, where, 'not both fields are wrong', faults);
  await everywhere(page, 'assessment-problems', shot, faults);
  await clearOfTheFoot(page, faults);
  await title.fill('Support mail');
  await page.locator('[data-testid="question-2"] [data-field="anchor-3"]').fill('A clear no, with a reason');
  expect((await page.locator('[aria-invalid="true"]').count()) === 0, where, 'a corrected field is wrong', faults);

  // Order: by keys, then by the pointer.
  const [first, second, third] = await texts(page);
  await page.locator('[data-testid="question-1"] [data-field="text"]').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await eventually('the first question is the second', async () => (await texts(page))[1] === first);
  const kept = await page.evaluate(() => document.activeElement?.value);
  expect(kept === first, where, 'the focus leaves the question that is moved', faults);
  const grip = id(page, 'grip-1');
  await grip.scrollIntoViewIfNeeded();
  const from = await grip.boundingBox();
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await eventually('the question is dragged below the next', async () => {
    const box = await id(page, 'question-2').boundingBox();
    await page.mouse.move(from.x + 8, box.y + box.height - 6);
    return (await texts(page))[1] === second;
  });
  await page.mouse.up();
  expect((await texts(page))[0] === first, where, 'dragging does not change the order', faults);

  // A question goes and comes back; another is added.
  await page.getByRole('button', { name: 'Delete question 3' }).click();
  await eventually('the question is gone', async () => !(await texts(page)).includes(third));
  await id(page, 'toast').getByRole('button', { name: 'Undo' }).click();
  await eventually('the question is back in its place', async () => (await texts(page))[2] === third);
  await id(page, 'add-question').click();
  await page.keyboard.type('What would you ask us?');

  // Closing the window loses nothing.
  await page.reload();
  await title.waitFor();
  expect((await title.inputValue()) === 'Support mail', where, 'the draft is lost', faults);
  expect((await texts(page)).at(-1) === 'What would you ask us?', where, 'the new question is lost', faults);
  const offered = await ask(page, 'assessments');
  expect(!offered.some((one) => one.name === 'Support mail'), where, 'a draft is offered', faults);

  await id(page, 'assessment-preview').click();
  await asCandidate(page, 'What would you ask us?', shot, faults);

  await title.focus();
  await page.keyboard.press('Control+Enter');
  await id(page, 'assessment-edit').waitFor();
  await until(page, 'what was saved has the focus', () => document.activeElement?.matches('.pane'));
  const saved = (await ask(page, 'assessments')).find((one) => one.name === 'Support mail');
  expect(saved?.revision === 1 && saved.questions.length === 5, where, 'it is not saved', faults);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('e');
  await id(page, 'assessment-minutes').fill('25');
  await id(page, 'assessment-save').click();
  await id(page, 'assessment-edit').waitFor();
  const again = (await ask(page, 'assessments')).find((one) => one.id === saved.id);
  expect(again.revision === 2 && again.minutes === 25, where, 'a change makes no version', faults);

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const isThere = async () => (await ask(page, 'assessments')).some((one) => one.id === saved.id);
  await eventually('it is deleted', async () => !(await isThere()));
  await id(page, 'toast').getByRole('button', { name: 'Undo' }).click();
  await eventually('it is back', isThere);
  await page.getByTestId('toast').filter({ hasText: 'is back' }).waitFor();
  await ask(page, 'delete_assessment', { id: saved.id });
  // A message under the pointer would stay.
  await page.mouse.move(0, 0);
}

/** The page that was opened in the browser is the candidate's own. */
async function asCandidate(page, last, shot, faults) {
  const address = await eventually('the preview is opened', async () =>
    (await opened(page)).findLast((one) => one.includes('/preview/')),
  );
  const browser = await page.context().newPage();
  await browser.goto(address);
  await browser.getByText('This is what candidates see.').waitFor();
  await axe(browser, 'preview as a candidate', faults);
  await browser.locator('#start').click();
  await browser.locator('#consent').check();
  await browser.locator('#agree').click();
  for (let n = 1; n < 5; n += 1) {
    await browser.getByText(`Question ${n} of 5`).waitFor();
    await browser.locator('#answer').fill(`Answer ${n}`);
    await browser.locator('#next').click();
  }
  await browser.getByText(last).waitFor();
  await browser.locator('#next').click();
  await browser.getByText('Answer 1').waitFor();
  await browser.locator('#submit').click();
  await browser.getByText('4 of 5 questions').waitFor();
  await browser.close();
}

/** Counts presses of the pointer and fields that were filled in, across reloads. */
async function count(page) {
  await page.addInitScript(() => {
    const bump = (what, name) => {
      const all = JSON.parse(sessionStorage.getItem(what) ?? '[]');
      if (name === null || !all.includes(name)) sessionStorage.setItem(what, JSON.stringify([...all, name]));
    };
    window.addEventListener('pointerdown', (event) => event.isTrusted && bump('presses', null), true);
    window.addEventListener(
      'change',
      ({ target }) => {
        if (target.matches('select, textarea, input:not([type="radio"], [type="checkbox"])'))
          bump('fields', target.dataset.testid);
      },
      true,
    );
  });
}

const costs = (page) =>
  page.evaluate(() => {
    const length = (what) => JSON.parse(sessionStorage.getItem(what) ?? '[]').length;
    return { presses: length('presses'), fields: length('fields') };
  });

/** Lets go of what is connected, and begins as a newcomer. */
async function afresh(page) {
  await ask(page, 'disconnect', { deleteLocalData: true });
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.evaluate(() => (location.hash = ''));
  await page.reload();
  await id(page, 'explore-sample').waitFor();
}

/** Closes the window and opens it again; what was there must be there again. */
async function goesOn(page, where, locator, faults) {
  await page.reload();
  await locator.waitFor().catch(() => expect(false, where, 'does not go on there after the window was closed', faults));
}

/** What Lever does not allow is said right after the sign-in, and whether it matters. */
async function lacking(page, shot, faults) {
  await page.route('**/rpc/test_connection', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    const gone = answer.permissions.filter((one) => /^(stages|files)/.test(one.scope));
    for (const one of gone) Object.assign(one, { outcome: 'missing', note: 'Lever did not grant it at the sign-in.' });
    answer.advice = 'Sign in again, and let a Super Admin allow everything.';
    await route.fulfill({ response, json: answer });
  });
  await page.reload();
  const notice = id(page, 'missing-permissions');
  await notice.waitFor();
  await page.locator('[data-testid^="user-"]').filter({ hasText: 'Mara Lindqvist' }).waitFor();
  const words = await notice.innerText();
  for (const said of ['Without it Fulcrum cannot work', 'The rest works without it', 'Connect again before you go on'])
    expect(words.includes(said), 'what Lever does not allow', `does not say “${said}”`, faults);
  await everywhere(page, 'onboarding-missing', shot, faults);
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
}

const enabled = (page, name) => page.locator(`[data-testid="${name}"]:not([disabled])`);

/** Sets up twice as somebody who has never seen it: the sample company, and a real account with mail. */
export async function newcomer(page, lever, shot, faults) {
  await count(page);
  await afresh(page);
  const before = (await opened(page)).length;
  await id(page, 'explore-sample').click();
  await eventually('a new sign-in page is opened', async () => (await opened(page)).length > before);
  await agree(page);
  for (const step of ['user-continue', 'assessment-continue', 'stage-continue', 'switch-on', 'setup-done'])
    await enabled(page, step).click();
  await page.locator('nav[aria-label="Main"]').waitFor();
  const sample = await costs(page);
  console.log(`  the sample company costs ${sample.presses} presses and ${sample.fields} fields`);
  expect(sample.presses <= 6 && sample.fields === 0, 'newcomer, sample', `costs ${JSON.stringify(sample)}`, faults);

  await afresh(page);
  await realAccount(page, lever, shot, faults);
  const real = await costs(page);
  console.log(`  a real account costs ${real.presses} presses and ${real.fields} fields`);
  expect(real.presses <= 12 && real.fields <= 7, 'newcomer, real', `costs ${JSON.stringify(real)}`, faults);
}

/** A company's own account by an API key, its mail server included; the window is closed at every step. */
async function realAccount(page, lever, shot, faults) {
  const where = 'newcomer, real';
  const ready = await (await fetch(`${lever}/control/ready`)).json();
  const value = (name) => id(page, name).inputValue();
  await id(page, 'connect-lever').click();
  await id(page, 'env-custom').click();
  await page.getByText('Use an API key').click();
  await id(page, 'api-base').fill(ready.apiBase);
  await id(page, 'api-key').fill(ready.apiKey);
  await goesOn(page, 'connect', id(page, 'api-key'), faults);
  expect((await value('api-base')) === ready.apiBase, where, 'the address is forgotten', faults);
  expect((await value('api-key')) === '', where, 'the key was written down', faults);
  const written = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(!written.includes(ready.apiKey), where, 'the key is in the storage of the page', faults);
  await id(page, 'api-key').fill(ready.apiKey);
  await axeInBoth(page, 'newcomer, connect', faults);
  await id(page, 'connect-submit').click();

  await id(page, 'company').waitFor();
  await lacking(page, shot, faults);
  const mara = page.locator('[data-testid^="user-"]').filter({ hasText: 'Mara Lindqvist' });
  await mara.waitFor();
  await page.locator('[data-testid="permission-check"][data-state="fine"] summary').waitFor();
  await everywhere(page, 'onboarding-user', shot, faults);
  await mara.click();
  await id(page, 'company').fill('Northwind Robotics');
  await goesOn(page, 'you', enabled(page, 'user-continue'), faults);
  expect((await value('company')) === 'Northwind Robotics', where, 'the company is forgotten', faults);
  await enabled(page, 'user-continue').click();
  await everywhere(page, 'onboarding-assessment', shot, faults);
  await enabled(page, 'assessment-continue').click();
  await enabled(page, 'stage-continue').waitFor();
  await goesOn(page, 'trigger', enabled(page, 'stage-continue'), faults);
  await until(page, 'each stage says how many are there', () => {
    const all = [...document.querySelectorAll('[data-testid^="count-"]')];
    return all.length > 0 && all.every((one) => /now$/.test(one.textContent.trim()));
  });
  await everywhere(page, 'onboarding-stage', shot, faults);
  await enabled(page, 'stage-continue').click();

  await id(page, 'mail-host').fill(ready.smtpHost);
  await id(page, 'mail-password').fill('not to be kept');
  await goesOn(page, 'mail', id(page, 'mail-host'), faults);
  expect((await value('mail-host')) === ready.smtpHost, where, 'the mail server is forgotten', faults);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(!kept.includes('not to be kept'), where, 'the password was written down', faults);
  await id(page, 'mail-port').fill(String(ready.smtpPort));
  await id(page, 'mail-security').selectOption('none');
  await id(page, 'mail-from').fill('jobs@northwind.example.com');
  await everywhere(page, 'onboarding-mail', shot, faults);
  await id(page, 'mail-save').click();
  await clearOf(page, '[data-testid="mail-tested"]', '.sticky-foot');
  await everywhere(page, 'onboarding-mail-tested', shot, faults);
  const mails = await (await fetch(`${lever}/control/mails`)).json();
  expect(JSON.stringify(mails).includes('jobs@northwind.example.com'), where, 'no test mail has arrived', faults);
  await enabled(page, 'mail-continue').click();
  await id(page, 'preview-list').waitFor();
  await goesOn(page, 'switch on', enabled(page, 'switch-on'), faults);
  await everywhere(page, 'onboarding-preview', shot, faults);
  await enabled(page, 'switch-on').click();
  await id(page, 'setup-done').waitFor();
  await axeInBoth(page, 'newcomer, done', faults);
  await id(page, 'setup-done').click();
  await page.locator('nav[aria-label="Main"]').waitFor();
}
