// What a score leads to: a stage chosen in the playbook, a move that is confirmed, undone, confirmed and made in Lever,
// and one that is declined with a reason.
import { axe, eventually, expect, until } from './checks.mjs';
import { ANSWERS, reaches } from './job.mjs';
import { goTo } from './going.mjs';
import { Lever, answer, ask } from './people.mjs';

const WHERE = 'moves';
const id = (page, name) => page.getByTestId(name);
const key = (screening) => `move:${screening.id}`;
const row = (page, screening) => id(page, `inbox-row-${key(screening)}`);
const focusedOn = (wanted) => document.activeElement?.closest('[data-row]')?.getAttribute('data-row') === wanted;
const toast = (page, text) => id(page, 'toast').filter({ hasText: text }).waitFor();
const movesOf = async (page) => (await ask(page, 'playbooks'))[0].moves;

/** Says yes to what is asked before a playbook that is on is changed. */
async function agree(page) {
  await id(page, 'change-confirm').click();
  await id(page, 'change-confirm').waitFor({ state: 'detached' });
}

/** Chooses from a select of the page, and waits until it is saved. */
async function choose(page, name, label, saved) {
  await id(page, name).selectOption({ label });
  await agree(page);
  await eventually(`${name} is saved as ${label}`, async () => saved(await movesOf(page)));
}

/** The playbook's page: a stage for the best score, rules of its own for one posting. */
async function rules(page, lever, shot, faults) {
  const next = await lever.stage('On-site interview');
  await goTo(page, 'playbooks', '#/playbooks');
  await id(page, 'moves-4').waitFor();
  await choose(page, 'moves-4', 'On-site interview', ({ byScore }) => byScore[0]?.stageId === next);
  const link = page.getByRole('link', { name: 'propose the next stage' });
  await link.click();
  await until(page, 'the sentence leads to the moves', () => document.activeElement?.dataset.testid === 'moves-4');
  await id(page, 'moves-add').selectOption({ label: 'Product Designer' });
  const own = await eventually('the posting has rules of its own', async () => (await movesOf(page)).byPosting[0]);
  expect(own.byScore[0]?.stageId === next, WHERE, 'its rules do not begin with those for all', faults);
  await choose(
    page,
    `moves-of-${own.postingId}-4`,
    'Offer',
    ({ byPosting }) => byPosting[0].byScore[0].stageId === 'offer',
  );
  await id(page, 'moves-automatic').click();
  await id(page, 'changes').getByText('Move without asking').waitFor();
  await shot('moves-1-asked');
  await axe(page, `${WHERE}, asked before`, faults);
  await agree(page);
  await eventually('moves are made without asking', async () => (await movesOf(page)).automatic);
  await id(page, 'toast').filter({ hasText: 'Move without asking' }).waitFor();
  await page.keyboard.press('Control+z');
  await eventually('Undo asks again', async () => !(await movesOf(page)).automatic);
  await id(page, 'moves-automatic').click();
  await agree(page);
  await page.getByRole('link', { name: 'move to the next stage' }).waitFor();
  await shot('moves-1-playbook');
  await axe(page, `${WHERE}, playbook`, faults);
  await id(page, 'moves-automatic').click();
  await link.waitFor();
  await page.getByRole('button', { name: 'Remove the rules of Product Designer' }).click();
  await agree(page);
  await eventually('the posting has none any more', async () => (await movesOf(page)).byPosting.length === 0);
  const now = await movesOf(page);
  expect(!now.automatic && now.byScore.length === 1, WHERE, `something else changed: ${JSON.stringify(now)}`, faults);
}

/** Somebody who was reviewed with the best score. */
async function reviewed(page, lever, name, comment) {
  const [posting, trigger] = [await lever.posting('Backend Engineer'), await lever.stage('Phone screen')];
  const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
  const one = await lever.add({ name, email, posting, applied: true });
  await lever.move(one.id, trigger);
  const { id: screening } = await reaches(page, name, 'invited');
  const link = (await ask(page, 'candidate_link', { screeningId: screening })).url;
  await answer(page.context(), link, ANSWERS);
  await reaches(page, name, 'submitted');
  await ask(page, 'submit_review', { screeningId: screening, score: 4, scores: [], comment });
  return { ...(await reaches(page, name, 'reviewed')), opportunity: one.id };
}

const stageInLever = async (lever, one) => (await lever.one(one.opportunity)).stageText;

/** The Inbox, one key for each decision. */
export async function moves(page, origin, shot, faults) {
  const lever = new Lever(origin);
  await rules(page, lever, shot, faults);
  const greta = await reviewed(page, lever, 'Greta Olsen', 'Calm under load.\nKnows what locks a table, and why.');
  const ravi = await reviewed(page, lever, 'Ravi Menon', 'Reads the tests first.');
  expect(greta.moveTo === 'On-site interview', WHERE, `the review proposes ${greta.moveTo}`, faults);

  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await row(page, ravi).waitFor();
  const words = await row(page, greta).innerText();
  for (const said of ['4 Strong yes', 'Calm under load.', 'Phone screen', 'On-site interview'])
    expect(words.includes(said), WHERE, `the row does not say “${said}”: ${words}`, faults);
  expect(
    (await page.locator(`[data-row="${greta.id}"]`).count()) === 0,
    WHERE,
    'the same person is listed twice',
    faults,
  );
  // All at once are named first, and nothing is moved by looking at them.
  await page.keyboard.press('Shift+M');
  await id(page, 'moves-names').getByText('Ravi Menon').waitFor();
  await page.locator('[data-testid="moves-confirm"]:not(:disabled)').waitFor();
  const named = await id(page, 'moves-names').innerText();
  expect(named.includes('Greta Olsen') && named.includes('On-site interview'), WHERE, `names only ${named}`, faults);
  await shot('moves-2-all');
  await axe(page, `${WHERE}, all`, faults);
  await page.keyboard.press('Escape');
  await until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
  expect((await ask(page, 'inbox')).movesTotal === 2, WHERE, 'looking moved somebody', faults);
  await id(page, 'move-all').waitFor();
  await row(page, greta).getByRole('link').focus();
  await shot('moves-2-inbox');
  await axe(page, `${WHERE}, Inbox`, faults);

  // Confirmed by one key, the next row has the focus, and Undo brings it back: nothing was written.
  await page.keyboard.press('m');
  await row(page, greta).waitFor({ state: 'detached' });
  await until(page, 'the next move has the focus', focusedOn, key(ravi));
  await toast(page, 'Greta moves to On-site interview.');
  await page.keyboard.press('Control+z');
  await row(page, greta).waitFor();
  await toast(page, 'The move of Greta waits for your yes again.');
  await until(page, 'the row that came back has the focus', focusedOn, key(greta));
  expect((await stageInLever(lever, greta)) === 'Phone screen', WHERE, 'an undone move was made', faults);
  await page.keyboard.press('m');
  await row(page, greta).waitFor({ state: 'detached' });

  // Declined: a reason is asked for, and one key has it ready.
  await until(page, 'the other move has the focus', focusedOn, key(ravi));
  await page.keyboard.press('l');
  const reason = id(page, 'leave-reason');
  await until(page, 'the reason has the focus', () => document.activeElement?.dataset.testid === 'leave-reason');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="leave-reason"][aria-invalid="true"]').waitFor();
  await eventually('no reason is not enough', async () => (await ask(page, 'inbox')).movesTotal === 1);
  await page.keyboard.press('2');
  expect((await reason.inputValue()) === 'Waits for another interview', WHERE, 'the key chooses no reason', faults);
  await shot('moves-3-reason');
  await axe(page, `${WHERE}, reason`, faults);
  await page.keyboard.type(' rounds left');
  expect((await reason.inputValue()) === '2 rounds left', WHERE, 'a sentence cannot begin with a digit', faults);
  await reason.fill('');
  await page.keyboard.press('2');
  await page.keyboard.press('End');
  await page.keyboard.type(' in week 2');
  expect((await reason.inputValue()).endsWith('interview in week 2'), WHERE, 'a number cannot be typed', faults);
  await page.keyboard.press('Enter');
  await row(page, ravi).waitFor({ state: 'detached' });
  await toast(page, 'Ravi stays in Phone screen.');

  await eventually('the move is made in Lever', async () => (await stageInLever(lever, greta)) === 'On-site interview');
  expect((await stageInLever(lever, ravi)) === 'Phone screen', WHERE, 'a declined move was made', faults);
  const left = await ask(page, 'candidate', { screeningId: ravi.id });
  const told = left.timeline.find((entry) => entry.text === 'Not moved to On-site interview');
  expect(told?.detail === 'Waits for another interview in week 2', WHERE, 'the reason is not kept', faults);

  // Undone from the candidate's own page: the card asks again, and the table marks them.
  await goTo(page, 'candidate', `#/candidates/${ravi.id}`);
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Control+z');
  await id(page, 'move-card').waitFor();
  await shot('moves-4-candidate');
  await axe(page, `${WHERE}, candidate`, faults);
  await goTo(page, 'candidates', '#/candidates?filter=to_move');
  await until(page, 'one row is left', () => document.querySelectorAll('[data-testid^="candidate-row-"]').length === 1);
  await page.locator('h1').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await id(page, 'bulk-move').waitFor();
  await shot('moves-5-candidates');
  await axe(page, `${WHERE}, candidates`, faults);
  await page.keyboard.press('Escape');
}
