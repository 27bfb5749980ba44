// By which playbook somebody is addressed: chosen when one sends by hand, and found where no playbook is for them.
import { axe, eventually, expect, until } from './checks.mjs';
import { goTo } from './going.mjs';
import { Lever, ask } from './people.mjs';

const WHERE = 'by which playbook';
const id = (page, name) => page.getByTestId(name);
const READY = '[data-testid="send-submit"]:not(:disabled)';

/** Each choice has a name before it, not only for a screen reader. */
async function named(page, choices, faults) {
  for (const choice of choices) {
    const name = page.locator('label', { has: id(page, choice) }).locator('span');
    const { width } = await name.boundingBox();
    expect(width > 20, WHERE, `${choice} has no name that is seen`, faults);
  }
}

/** Two playbooks can serve: the default is explained, and another one is previewed anew. */
async function chosen(page, lever, shot, faults) {
  const [first] = await ask(page, 'playbooks');
  const kit = await ask(page, 'copy_playbook', { playbookId: first.id });
  await ask(page, 'save_playbook', { id: kit.id, name: 'HiringKit', byHand: true, mailSubject: 'A test by HiringKit' });
  await lever.add({ name: 'Odile Brandt', email: 'odile.brandt@example.com' });
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('c');
  await id(page, 'send-input').fill('odile.brandt@example.com');
  await page.locator(READY).waitFor();
  const select = id(page, 'send-playbook');
  expect((await select.inputValue()) === kit.id, WHERE, 'the one for use by hand does not come first', faults);
  const why = () => id(page, 'send-playbook-why').innerText();
  expect(
    (await why()).includes('the first one for use by hand'),
    WHERE,
    `the default is explained: ${await why()}`,
    faults,
  );
  await named(page, ['send-playbook', 'send-assessment'], faults);
  await id(page, 'send-mail').click();
  await page.locator('figure').getByText('A test by HiringKit').waitFor();
  await shot('whose-1-playbook');
  await axe(page, `${WHERE}, Send`, faults);
  await select.selectOption({ label: first.name });
  await page.locator('figure').getByText('A test by HiringKit').waitFor({ state: 'detached' });
  await page.locator(READY).waitFor();
  expect((await why()).includes('chosen by hand'), WHERE, `a choice is called one: ${await why()}`, faults);

  // What was decided so far is one press away, and closing it leads back.
  await id(page, 'send-why').click();
  await page.getByText('has not decided anything about').waitFor();
  await page.keyboard.press('Escape');
  await page.locator(READY).waitFor();
  expect((await id(page, 'send-input').inputValue()) !== '', WHERE, 'Send is begun anew after the look', faults);

  // The same for several.
  await id(page, 'send-input').press('Enter');
  await id(page, 'send-entry').waitFor();
  await named(page, ['send-batch-playbook', 'send-batch-assessment'], faults);
  await shot('whose-4-several');
  await page.keyboard.press('Escape');
  await until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
  await ask(page, 'delete_playbook', { playbookId: kit.id });
}

/** People for whom no playbook is: told together in Activity, each with the way to why. */
async function passedOver(page, lever, shot, faults) {
  const [{ id: playbook, conditions }] = await ask(page, 'playbooks');
  await ask(page, 'save_playbook', { id: playbook, conditions: { ...conditions, departments: ['Customer Success'] } });
  const posting = await lever.posting('Backend Engineer');
  const stage = await lever.stage('Phone screen');
  for (const name of ['Pia Holm', 'Ravi Menon', 'Sofie Dahl']) {
    const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
    const { id: person } = await lever.add({ name, email, posting, applied: true });
    await lever.move(person, stage);
  }
  await ask(page, 'sync_now');
  const of = { filter: { kind: 'decisions', search: 'Not for any playbook' } };
  await eventually('all three are listed', async () => (await ask(page, 'activity', of)).rows.length === 3);
  await goTo(page, 'activity', '#/activity');
  const row = page.locator('[data-testid="activity-row"][data-kind="not_addressed"]');
  await row.first().waitFor();
  expect((await row.count()) === 1, WHERE, 'those for whom no playbook is are not told together', faults);
  await shot('whose-2-activity');
  await axe(page, `${WHERE}, Activity`, faults);
  await row.getByRole('button', { name: 'and 2 others' }).click();
  expect((await row.count()) === 3, WHERE, 'the others are not shown', faults);
  await row.last().locator('[data-row-main]').click();
  await page.getByText('Not for this playbook').waitFor();
  await shot('whose-3-why');
  await page.keyboard.press('Escape');
  await until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
  await ask(page, 'save_playbook', { id: playbook, conditions });
}

export async function whose(page, origin, shot, faults) {
  const lever = new Lever(origin);
  await chosen(page, lever, shot, faults);
  await passedOver(page, lever, shot, faults);
}
