// A recruiter's morning without a mouse: Inbox, a decision and its undo, a review to the end and its undo, why.
import { axe, eventually, expect, until } from './checks.mjs';
import { ANSWERS, reaches } from './job.mjs';
import { Lever, answer, ask } from './people.mjs';

const WHERE = 'decisions from the keyboard';
const selectedRow = () => document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null;

/** Two who are ready to review, and one who needs attention. */
async function prepare(page, lever) {
  const trigger = await lever.stage('Phone screen');
  const posting = await lever.posting('Backend Engineer');
  const come = async (name, email) => {
    const one = await lever.add({ name, email, posting, applied: true });
    await lever.move(one.id, trigger);
    return one;
  };
  const lena = await come('Lena Brandt', 'lena.brandt@example.com');
  await come('Omar Haddad', 'omar.haddad@example.com');
  await come('Yuki Mori', null);
  for (const name of ['Lena Brandt', 'Omar Haddad']) {
    const { id } = await reaches(page, name, 'invited');
    await answer(page.context(), (await ask(page, 'candidate_link', { screeningId: id })).url, ANSWERS);
    await reaches(page, name, 'submitted');
  }
  await eventually('the one without an address needs attention', async () =>
    (await ask(page, 'inbox')).attention.some((item) => item.title === 'Yuki Mori'),
  );
  return lena;
}

/** Walks down with `j` until the row is selected; the focus is let to follow each step. */
async function walkTo(page, row) {
  for (let at = await page.evaluate(selectedRow); at !== row; at = await page.evaluate(selectedRow)) {
    await page.keyboard.press('j');
    await until(
      page,
      `j goes on to the row ${row}`,
      (before) => (document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null) !== before,
      at,
    );
  }
}

/** Counts what the mouse does, on the pages after this one, too. */
function countPresses() {
  const more = () => sessionStorage.setItem('pressed', String(1 + Number(sessionStorage.getItem('pressed'))));
  addEventListener('pointerdown', more, true);
}

const toast = (page, text) => page.getByTestId('toast').filter({ hasText: text }).waitFor();

/** The review of the page that is open: one key per question, the last for all, then the comment. */
async function review(page, scores, comment) {
  await page.locator('[data-question="overall"]').waitFor();
  for (const score of scores) {
    const before = await page.evaluate(() => document.querySelector('[data-question].active')?.dataset.question);
    await page.keyboard.press(String(score));
    if (before === 'overall') continue;
    await until(
      page,
      'the next question is active',
      (old) => document.querySelector('[data-question].active')?.dataset.question !== old,
      before,
    );
  }
  await page.keyboard.press('t');
  await page.keyboard.type(comment);
  await page.keyboard.press('Control+Enter');
}

/** Asking to finish without a score says what is missing, however often, and leaves the answers where they are. */
async function unscored(page, faults) {
  await page.locator('[data-question="overall"]').waitFor();
  const pane = page.locator('.pane');
  await pane.evaluate((answers) => (answers.scrollTop = 40));
  for (let times = 0; times < 2; times += 1) {
    await page.keyboard.press('Control+Enter');
    await page.locator('.overall [role="alert"]').waitFor();
  }
  const top = await pane.evaluate((answers) => answers.scrollTop);
  expect(top === 40, WHERE, `the answers scroll to ${top} when the score is missing`, faults);
  for (let back = 0; back < 9; back += 1) await page.keyboard.press('k');
}

export async function decisions(page, origin, shot, faults) {
  const lever = new Lever(origin);
  const lena = await prepare(page, lever);
  await page.reload();
  await page.locator('nav[aria-label="Main"]').waitFor();
  await page.evaluate(() => sessionStorage.setItem('pressed', '0'));
  await page.context().addInitScript(countPresses);
  await page.evaluate(countPresses);

  // The Inbox: why it needs somebody, a decision with one key, the next row, and undone.
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  const { attention, toReview } = await ask(page, 'inbox');
  const yuki = attention.find((item) => item.title === 'Yuki Mori');
  await page.getByTestId(`inbox-row-${yuki.id}`).waitFor();
  await walkTo(page, yuki.id);
  await shot('decide-1-inbox');
  await axe(page, `${WHERE}, Inbox`, faults);
  await page.keyboard.press('w');
  await page.locator('dialog[open]').getByText('No e-mail address in Lever').first().waitFor();
  await shot('decide-2-why-not');
  await axe(page, `${WHERE}, why not`, faults);
  await page.keyboard.press('Escape');
  await until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
  const dismiss = String(1 + yuki.actions.findIndex((action) => action.id === 'dismiss'));
  await page.keyboard.press(dismiss);
  await page.getByTestId(`inbox-row-${yuki.id}`).waitFor({ state: 'detached' });
  await until(
    page,
    'the next row is selected',
    (gone) => {
      const row = document.activeElement?.closest('[data-row]')?.getAttribute('data-row');
      return row && row !== gone;
    },
    yuki.id,
  );
  await toast(page, 'Dismissed: Yuki Mori');
  await shot('decide-3-dismissed');
  await page.keyboard.press('Control+z');
  await page.getByTestId(`inbox-row-${yuki.id}`).waitFor();
  await toast(page, 'Yuki Mori needs attention again');
  await until(
    page,
    'the row that came back is selected',
    (row) => document.activeElement?.closest('[data-row]')?.getAttribute('data-row') === row,
    yuki.id,
  );

  // The page may be let go of meanwhile: what was done is known to the next one.
  await page.keyboard.press(dismiss);
  await page.getByTestId(`inbox-row-${yuki.id}`).waitFor({ state: 'detached' });
  await until(page, 'the page has said what was done', () => sessionStorage.getItem('kept')?.includes('Yuki Mori'));
  await page.reload();
  await page.locator('nav[aria-label="Main"]').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByTestId(`inbox-row-${yuki.id}`).waitFor();
  await toast(page, 'Yuki Mori needs attention again');

  // A review, and the next one is there by itself.
  const first = toReview.find((row) => row.name === 'Lena Brandt');
  await walkTo(page, first.id);
  await page.keyboard.press('r');
  await until(page, 'the candidate is open', (id) => location.hash === `#/candidates/${id}`, first.id);
  await unscored(page, faults);
  await review(page, [3, 4, 3, 2, 3, 1], 'Slipped with the last key.');
  await until(
    page,
    'the next candidate is open',
    (id) => location.hash.startsWith('#/candidates/') && !location.hash.endsWith(id),
    first.id,
  );
  await toast(page, 'Reviewed Lena Brandt: 1 Strong no'.replace('Lena Brandt', 'Lena'));
  await page.locator('[data-question="overall"]').waitFor();
  await shot('decide-4-next');
  await axe(page, `${WHERE}, next`, faults);

  // Undone in time: nothing of it is in Lever, and the draft is there to go on with.
  await page.keyboard.press('Control+z');
  await until(page, 'the first candidate is back', (id) => location.hash.endsWith(id), first.id);
  await toast(page, 'Your review of Lena is a draft again');
  await page.locator('[data-testid="score-1"][aria-checked="true"]').waitFor();
  const back = await ask(page, 'candidate', { screeningId: first.id });
  expect(back.review === null && back.row.state === 'submitted', WHERE, 'the review is not taken back', faults);
  const untouched = await lever.one(lena.id);
  expect(!untouched.tags.some((tag) => tag.includes('Score')), WHERE, 'the undone score is in Lever', faults);
  expect(untouched.notes.length === 0, WHERE, 'the undone review left a note', faults);
  await shot('decide-5-draft-again');
  await page.locator('[data-testid="score-1"]').focus();
  await page.keyboard.press('3');
  await page.keyboard.press('Control+Enter');
  await until(
    page,
    'the next candidate is open again',
    (id) => location.hash.startsWith('#/candidates/') && !location.hash.endsWith(id),
    first.id,
  );

  // Why somebody was invited: every check.
  await page.getByTestId('timeline').waitFor();
  await page.keyboard.press('w');
  await page.locator('dialog[open]').getByText('Active in Lever').first().waitFor();
  await shot('decide-6-why');
  await page.keyboard.press('Escape');
  await until(page, 'the dialog is closed', () => !document.querySelector('dialog[open]'));
  await page.keyboard.press('Escape');
  await until(page, 'the Inbox is back', () => location.hash === '#/inbox');

  await eventually('the review is in Lever', async () => {
    const { tags, notes } = await lever.one(lena.id);
    return tags.some((tag) => tag.endsWith('Score:3')) && notes.length === 1;
  });
  expect((await page.evaluate(() => sessionStorage.getItem('pressed'))) === '0', WHERE, 'a mouse was used', faults);
}
