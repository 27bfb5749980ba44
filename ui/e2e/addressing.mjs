// Whom a playbook is for, what they get, and several playbooks: conditions and who is not addressed, a posting that is
// given its own assessment, a question about a posting that is answered in the playbook, a copy, its name and its place.
import { aria } from './aria.mjs';
import { axe, eventually, expect, until } from './checks.mjs';
import { reaches } from './job.mjs';
import { goTo } from './going.mjs';
import { Lever, ask } from './people.mjs';

const WHERE = 'whom and which';
const id = (page, name) => page.getByTestId(name);
const first = async (page) => (await ask(page, 'playbooks'))[0];
const focusedOn = (wanted) => document.activeElement?.dataset.testid === wanted;
const said = (page, words) => page.getByTestId('who-said').filter({ hasText: words }).waitFor();

/** Ticks one thing in a panel, and closes the panel. */
async function tickIn(page, panel, label) {
  await id(page, panel).click();
  await page.getByRole('dialog').getByText(label, { exact: true }).click();
  await page.keyboard.press('Escape');
  await until(page, 'the panel is closed', () => !document.querySelector('.chip-panel'));
}

/** Conditions: a sentence while they are chosen, and a preview that says for whom the playbook is not. */
async function whom(page, shot, faults) {
  await goTo(page, 'playbooks', '#/playbooks');
  await page.getByRole('link', { name: 'any posting' }).click();
  await until(page, 'the sentence leads to the card', focusedOn, 'who-change');
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Some' }).check({ force: true });
  await tickIn(page, 'who-departments', 'Customer Success');
  await page.getByRole('checkbox', { name: 'Referred' }).check();
  await said(page, 'Candidates for any Customer Success posting who were referred.');
  expect((await first(page)).conditions.departments.length === 0, WHERE, 'it counts before it is saved', faults);
  await shot('addressing-1-whom');
  await axe(page, `${WHERE}, conditions`, faults);
  await aria(page.locator('#part-who'), 'view-playbook-who', faults, { lively: true });
  await page.getByRole('checkbox', { name: 'Referred' }).uncheck();
  await page.getByRole('radio', { name: 'Not confidential' }).check({ force: true });
  await id(page, 'who-save').click();
  await eventually('the conditions are saved', async () => {
    const { conditions } = await first(page);
    return conditions.departments[0] === 'Customer Success' && conditions.confidentiality === 'open';
  });
  await until(page, 'the focus is back on the button', focusedOn, 'who-change');
  await page.getByRole('link', { name: 'any Customer Success posting' }).waitFor();

  // The preview says so: they stand apart, with the reason, and cannot be ticked.
  const others = id(page, 'not-addressed');
  await others.waitFor({ state: 'attached' });
  await eventually('the preview gives the reason', async () => {
    await page.locator('details', { has: others }).evaluate((details) => (details.open = true));
    return (await others.innerText()).includes('The playbook is not for the posting Backend Engineer');
  });
  expect((await others.locator('input').count()) === 0, WHERE, 'somebody not addressed can be ticked', faults);
  await others.scrollIntoViewIfNeeded();
  await shot('addressing-2-not-addressed');
  await axe(page, `${WHERE}, preview`, faults);

  await id(page, 'who-change').click();
  await page.getByRole('radio', { name: 'All' }).check({ force: true });
  await page.getByRole('radio', { name: 'Any' }).check({ force: true });
  await said(page, 'Everybody who enters a trigger stage');
  await id(page, 'who-save').click();
  await others.waitFor({ state: 'detached' });
}

/** A posting gets an assessment of its own, from the keyboard: posting, stage, assessment, what will happen, yes. */
async function map(page, shot, faults) {
  await id(page, 'map-add').focus();
  await page.keyboard.press('Enter');
  await until(page, 'the search has the focus', focusedOn, 'map-search-posting');
  await page.keyboard.type('designer');
  await page.keyboard.press('ArrowDown');
  await until(page, 'the posting is chosen', () => document.activeElement?.matches('input[type="radio"]:checked'));
  await id(page, 'map-stage').selectOption({ label: 'Phone screen' });
  await id(page, 'map-assessment').selectOption({ index: 2 });
  const assessment = await id(page, 'map-assessment').evaluate((select) => select.selectedOptions[0].text);
  const review = await id(page, 'map-review').innerText();
  for (const part of ['Product Designer', 'Phone screen', assessment])
    expect(review.includes(part), WHERE, `what will happen does not name ${part}: ${review}`, faults);
  expect(await id(page, 'map-confirm').isDisabled(), WHERE, 'it can be confirmed before the tick', faults);
  await id(page, 'map-correct').focus();
  await page.keyboard.press('Space');
  await shot('addressing-3-map');
  await axe(page, `${WHERE}, map`, faults);
  await aria(page.locator('dialog[open]'), 'view-playbook-map', faults, { lively: true });
  await page.keyboard.press('Enter');
  const entry = await eventually('the posting has its own', async () => (await first(page)).postingAssessments[0]);
  await until(page, 'the focus is back', focusedOn, 'map-add');
  const row = id(page, `mapped-${entry.postingId}`);
  expect((await row.innerText()).includes(assessment), WHERE, 'the row does not name it', faults);

  // Changed: it holds in every stage now, and what was before is said.
  await row.getByRole('button', { name: 'Change the assessment of Product Designer' }).click();
  await id(page, 'map-assessment').selectOption({ index: 1 });
  await page.getByText(`Until now it was ${assessment}.`).waitFor();
  await id(page, 'map-stage').selectOption({ label: 'Every stage' });
  await id(page, 'map-correct').check();
  await id(page, 'map-confirm').click();
  await eventually('there is one entry, for every stage', async () => {
    const { postingAssessments: all } = await first(page);
    return all.length === 1 && all[0].stageId === null && all[0].assessmentId !== entry.assessmentId;
  });
  await page.getByRole('button', { name: 'Remove the assessment of Product Designer' }).click();
  // The playbook is on, so that it is asked about.
  await id(page, 'change-confirm').click();
  await eventually('it has none any more', async () => (await first(page)).postingAssessments.length === 0);
  await id(page, 'toast').getByRole('button', { name: 'Undo' }).last().click();
  await eventually('Undo brings it back', async () => (await first(page)).postingAssessments.length === 1);
}

/** A posting tag that names nothing: one question in the Inbox, answered in the playbook. */
async function riddle(page, lever, shot, faults) {
  await id(page, 'posting-tag-change').click();
  await id(page, 'posting-tag').fill('Hubert:');
  await page.locator('[data-testid="posting-tag"][aria-invalid="true"]').waitFor();
  await shot('addressing-4-tag');
  await id(page, 'posting-tag').fill('Hubert: {id}');
  await page.locator('[data-testid="posting-tag"]:not([aria-invalid])').waitFor();
  await page.keyboard.press('Enter');
  await id(page, 'change-confirm').click();
  await id(page, 'posting-tag-kept').waitFor();

  const posting = await lever.posting('Customer Support Specialist');
  const ida = await lever.add({ name: 'Ida Falk', email: 'ida.falk@example.com', posting, applied: true });
  await lever.move(ida.id, await lever.stage('Phone screen'));
  const asked = await eventually('one question is asked', async () =>
    (await ask(page, 'inbox')).attention.find((item) => item.title === 'Customer Support Specialist'),
  );
  await goTo(page, 'inbox', '#/inbox');
  const row = id(page, `inbox-row-${asked.id}`);
  await row.waitFor();
  await row.getByRole('button').first().focus();
  await shot('addressing-5-question');
  await axe(page, `${WHERE}, Inbox`, faults);
  await aria(row, 'view-inbox-posting', faults, { lively: true });
  const at = 1 + asked.actions.findIndex((action) => action.id === 'open_playbook');
  await page.keyboard.press(String(at));
  await id(page, `map-posting-${posting}`).locator('input:checked').waitFor();
  await until(page, 'the assessment has the focus', focusedOn, 'map-assessment');
  await id(page, 'map-assessment').selectOption({ index: 1 });
  await id(page, 'map-correct').check();
  await id(page, 'map-confirm').click();
  await eventually(
    'the question is answered',
    async () => !(await ask(page, 'inbox')).attention.some((item) => item.id === asked.id),
  );
  await reaches(page, 'Ida Falk', 'held', 'inviting', 'invited');
}

/** A copy, its name, its place, and its end. */
async function several(page, shot, faults) {
  const { id: original, name } = await first(page);
  await goTo(page, 'playbooks', '#/playbooks');
  const menu = (of) => page.getByRole('button', { name: `More for ${of}`, exact: true });
  const item = (label) => page.getByRole('menuitem', { name: label }).click();
  await menu(name).click();
  await item('Copy');
  await page.getByRole('heading', { name: `${name} copy`, level: 1 }).waitFor();
  const copy = (await ask(page, 'playbooks')).find((book) => book.id !== original);
  expect(!copy.on, WHERE, 'a copy is on', faults);
  await menu(copy.name).click();
  await item('Rename…');
  await until(page, 'the name has the focus', focusedOn, 'playbook-name');
  await page.keyboard.type('   ');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="playbook-name"][aria-invalid="true"]').waitFor();
  await id(page, 'playbook-name').fill('Designers');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Designers', level: 1 }).waitFor();

  // Its place: with keys and with buttons.
  await page.getByRole('button', { name: 'All playbooks' }).click();
  const order = async () => (await ask(page, 'playbooks')).map((book) => book.id).join();
  await id(page, `playbook-${copy.id}`).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await eventually('the copy comes first', async () => (await order()) === [copy.id, original].join());
  await until(page, 'the focus stays on it', focusedOn, `playbook-${copy.id}`);
  await page.getByText('Designers is now number 1.').first().waitFor({ state: 'attached' });
  await shot('addressing-6-several');
  await axe(page, `${WHERE}, several`, faults);
  await aria(page.locator('main'), 'view-playbooks-list', faults, { lively: true });
  await page.getByRole('button', { name: 'Move Designers down' }).click();
  await eventually('the copy comes last again', async () => (await order()) === [original, copy.id].join());

  // The one that is on and was used stays, and it is said why.
  const confirm = id(page, 'playbook-delete');
  await menu(name).click();
  await item('Delete…');
  await confirm.click();
  await page.getByText('Switch the playbook off before you delete it.').waitFor();
  await page.keyboard.press('Escape');
  await menu('Designers').click();
  await item('Delete…');
  await confirm.click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await eventually('the copy is gone', async () => (await order()) === original);
}

export async function addressing(page, origin, shot, faults) {
  const lever = new Lever(origin);
  await whom(page, shot, faults);
  await map(page, shot, faults);
  await riddle(page, lever, shot, faults);
  await several(page, shot, faults);
  const { id: playbook } = await first(page);
  await ask(page, 'save_playbook', { id: playbook, postingTag: '', postingAssessments: [] });
}
