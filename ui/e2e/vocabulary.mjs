// What Lever is told: a tag is changed with its look beside it, a misspelt word is guessed and put right, thresholds
// are set and the words change, and what cannot be used is refused at its field.
import { aria } from './aria.mjs';
import { axe, eventually, expect, until } from './checks.mjs';
import { goTo } from './going.mjs';
import { ask } from './people.mjs';

const WHERE = 'vocabulary';
const id = (page, name) => page.getByTestId(name);
const playbook = async (page) => (await ask(page, 'playbooks'))[0];
const toast = (page, text) => id(page, 'toast').filter({ hasText: text }).waitFor();
const says = (page, name, text) => id(page, name).filter({ hasText: text }).waitFor();

/** Waits until every text is filled in. */
export const filledIn = (page) =>
  until(
    page,
    'the texts are filled in',
    () =>
      document.querySelector('[data-testid="tags-for"]') !== null &&
      [...document.querySelectorAll('#part-note figure p, [data-testid$="-look"] p')].every((text) => text.textContent),
  );

/** Whether a field is the one that is refused, has the focus and says why. */
async function refused(page, name, why, faults) {
  await page.locator(`[data-testid="${name}"][aria-invalid="true"]`).waitFor();
  const said = await id(page, name).evaluate(
    (field) => document.getElementById(field.getAttribute('aria-describedby'))?.textContent ?? '',
  );
  expect(said.includes(why), WHERE, `${name} does not say why it is refused: ${said}`, faults);
}

const focused = (page, name) =>
  until(page, `${name} has the focus`, (wanted) => document.activeElement?.dataset.testid === wanted, name);

async function edit(page, field, text) {
  await id(page, `tag-${field}-edit`).click();
  await focused(page, `tag-${field}-input`);
  await id(page, `tag-${field}-input`).fill(text);
}

async function tags(page, looked, faults) {
  await says(page, 'tags-for', 'Filled in for Ravi Menon.');
  await id(page, 'tag-score-edit').filter({ hasText: 'Fulcrum-Screening-Score:4' }).waitFor();
  expect((await id(page, 'tags-save').count()) === 0, WHERE, 'offers to save what is saved', faults);
  await edit(page, 'invited', 'Screening-Sent');
  await page.keyboard.press('Enter');
  await focused(page, 'tag-invited-edit');
  await edit(page, 'grade', 'Grade: {{ grad }}');
  await id(page, 'tag-grade-meant').filter({ hasText: 'Did you mean grade?' }).click();
  // Without grades nothing comes of it.
  await says(page, 'tag-grade-look', 'Not written');
  await edit(page, 'pass', 'Screening-Sent');
  await says(page, 'tag-pass-look', 'Screening-Sent');
  const changes = await page.locator('#part-tags').getByTestId('changes').innerText();
  for (const word of ['Fulcrum-Screening-Invited', 'Screening-Sent', 'Not written', 'have the old tag keep it'])
    expect(changes.includes(word), WHERE, `what changes does not say “${word}”: ${changes}`, faults);
  await looked('tags');
  await aria(page.locator('#part-tags'), 'vocabulary-tags', faults, { lively: true });

  await id(page, 'tags-save').click();
  await refused(page, 'tag-pass-input', 'is the same as the invited tag', faults);
  await focused(page, 'tag-pass-input');
  expect((await playbook(page)).tags.invited !== 'Screening-Sent', WHERE, 'saves what it refuses', faults);
  await looked('tags-refused');
  await id(page, 'tag-pass-input').fill('Screening-Passed');
  await page.keyboard.press('Enter');
  await id(page, 'tags-replace').click();
  await id(page, 'tags-save').click();
  await toast(page, 'Tags saved.');
  const { tags: saved } = await playbook(page);
  expect(
    saved.invited === 'Screening-Sent' && saved.pass === 'Screening-Passed' && saved.replace,
    WHERE,
    `the tags are ${JSON.stringify(saved)}`,
    faults,
  );
  await edit(page, 'invited', '');
  await page.keyboard.press('Escape');
  const kept = await id(page, 'tag-invited-edit').innerText();
  expect(kept === 'Screening-Sent', WHERE, `Escape does not bring the tag back: ${kept}`, faults);
}

async function texts(page, looked, faults) {
  await id(page, 'news-invited-edit').click();
  await focused(page, 'news-invited-input');
  await id(page, 'news-invited-input').fill('{{ assessment }} went to {{ frist_name }}');
  await id(page, 'news-invited-meant').click();
  await says(page, 'news-invited-look', 'Backend basics went to Ravi');
  await id(page, 'note-save').click();
  await toast(page, 'Notes saved.');
  expect((await playbook(page)).notes.invited.endsWith('{{ first_name }}'), WHERE, 'the news is not saved', faults);

  await id(page, 'note-edit').click();
  await focused(page, 'note');
  const note = id(page, 'note');
  await note.fill('{{ frist_name }} on {{ posting }}');
  await id(page, 'note-meant').filter({ hasText: 'Did you mean first_name?' }).waitFor();
  await looked('note-misspelt');
  await aria(page.locator('#part-note'), 'vocabulary-note', faults, { lively: true });
  await id(page, 'note-meant').click();
  await focused(page, 'note');
  expect((await note.inputValue()) === '{{ first_name }} on {{ posting }}', WHERE, 'the word is not put right', faults);
  await says(page, 'note-look', 'Ravi on Backend Engineer');
  await note.evaluate((field) => field.setSelectionRange(0, 16));
  await page.locator('#part-note').getByTestId('insert-score').click();
  await says(page, 'note-look', '4 on Backend Engineer');
  expect((await note.inputValue()) === '{{ score }} on {{ posting }}', WHERE, 'a word goes elsewhere', faults);
  await id(page, 'note-discard').click();
  await says(page, 'note-look', 'Screening "Backend basics"');

  await id(page, 'note-edit').waitFor();

  await id(page, 'invitation-edit').click();
  await id(page, 'noteCounted-edit').click();
  // Every word that is offered can be filled in.
  const offered = await page
    .locator('[data-testid^="insert-"]')
    .evaluateAll((chips) => [...new Set(chips.map((chip) => chip.dataset.testid.slice('insert-'.length)))]);
  const { texts: filled } = await ask(page, 'preview_texts', {
    playbookId: (await playbook(page)).id,
    screeningId: null,
    texts: offered.map((word) => `{{ ${word} }}`),
  });
  const unknown = offered.filter((_, at) => filled[at].problem !== null);
  expect(offered.length > 12 && unknown.length === 0, WHERE, `offers words that there are not: ${unknown}`, faults);

  await id(page, 'invitation-subject').fill('{{ compny }} and {{ first_name }}');
  await id(page, 'invitation-subject-meant').click();
  await says(page, 'invitation-look', 'and Ravi');
  await id(page, 'invitation-text').fill('Hello {{ first_name }}');
  await says(page, 'invitation-look', 'Hello Ravi');
  await id(page, 'invitation-save').click();
  await refused(page, 'invitation-text', 'must contain {{ link }}', faults);
  await id(page, 'invitation-discard').click();
  await id(page, 'invitation-edit').waitFor();
}

async function scores(page, looked, faults) {
  const passFrom = id(page, 'scores-passFrom');
  await says(page, 'scores-says', 'No score passes or fails.');
  await passFrom.selectOption('3');
  await says(page, 'scores-says', '3 and 4 pass, 1 and 2 need a review.');
  await id(page, 'scores-failTo').selectOption('1');
  await says(page, 'scores-says', '3 and 4 pass, 2 needs a review, 1 fails.');
  const cannot = await id(page, 'scores-failTo').locator('option[value="3"]').isDisabled();
  expect(cannot, WHERE, 'a score may pass and fail', faults);
  await id(page, 'scores-grade-add').click();
  await focused(page, 'scores-grade-0');
  await id(page, 'scores-save').click();
  await refused(page, 'scores-grade-0', 'needs a name', faults);
  await focused(page, 'scores-grade-0');
  await page.keyboard.type('Lead');
  await id(page, 'scores-grade-add').click();
  await page.keyboard.type('Passed');
  await id(page, 'scores-add').selectOption({ label: 'Customer empathy' });
  const own = page.locator('[data-testid^="scores-of-"][aria-label="Customer empathy"]');
  await own.getByLabel('Passes from, Customer empathy').selectOption('4');
  await own.getByText('4 passes, 2 and 3 need a review, 1 fails.').waitFor();
  await id(page, 'scores-past').waitFor();
  await looked('scores');
  await aria(page.locator('#part-scores'), 'vocabulary-scores', faults, { lively: true });
  await id(page, 'scores-save').click();
  await toast(page, 'Scores saved.');
  const { grading } = await playbook(page);
  const { passFrom: from, failTo: to, grades } = grading.thresholds;
  expect(from === 3 && to === 1 && grades[0]?.name === 'Lead', WHERE, `is saved as ${JSON.stringify(grading)}`, faults);
  expect(grading.byAssessment[0]?.thresholds.passFrom === 4, WHERE, 'an assessment has none of its own', faults);
  await page.getByRole('button', { name: 'Remove the thresholds of Customer empathy' }).click();
  await id(page, 'scores-save').click();
  await eventually('it has none any more', async () => (await playbook(page)).grading.byAssessment.length === 0);
}

async function form(page, looked, faults) {
  const card = page.locator('#part-form');
  const { id: book } = await playbook(page);
  await goTo(page, 'inbox', '#/inbox');
  await page.evaluate((to) => (location.hash = to), `#/playbooks/${encodeURIComponent(book)}?part=form`);
  await card.waitFor();
  await until(page, 'the address leads to the top of the part, whatever is fetched above it', () => {
    const part = document.getElementById('part-form');
    const top = part?.closest('.scroll')?.getBoundingClientRect().top ?? 0;
    const skeletons = document.querySelectorAll('.column .skeleton').length;
    return skeletons === 0 && Math.abs((part?.getBoundingClientRect().top ?? 0) - top) < 40;
  });
  await id(page, 'form-on').click();
  const title = 'Screening result';
  await id(page, 'form-template').selectOption({ label: title });
  await card.getByText('4 is “4 - Strong Hire”').waitFor();
  const where = card.getByRole('button', { name: /^Assessment \(required\)/ });
  await where.filter({ hasText: 'Backend basics' }).waitFor();
  const comment = card.getByRole('figure');
  await comment.filter({ hasText: 'Answers: http' }).waitFor();
  await looked('form');
  await aria(card, 'vocabulary-form', faults, { lively: true });
  await where.click();
  await card.getByRole('textbox').fill('');
  await id(page, 'form-save').click();
  await card.locator('[aria-invalid="true"]').waitFor();
  expect((await playbook(page)).form === null, WHERE, 'saves a form that Lever would refuse', faults);
  await card.getByText('“Assessment” must be answered in Lever.').waitFor();
  await looked('form-refused');
  await card.getByRole('textbox').fill('{{ assessment }}');
  await page.keyboard.press('Enter');
  await id(page, 'form-save').click();
  await toast(page, 'Feedback form saved.');
  expect((await playbook(page)).form?.fields.length === 3, WHERE, 'the form is not saved', faults);
  await id(page, 'form-on').click();
  await card.getByTestId('changes').filter({ hasText: title }).waitFor();
  await id(page, 'form-save').click();
  await eventually('there is no form any more', async () => (await playbook(page)).form === null);
}

/** The cards of a playbook that is on; in the end it is as it was. */
export async function vocabulary(page, shot, faults) {
  const before = await playbook(page);
  await goTo(page, 'playbooks', '#/playbooks');
  await filledIn(page);
  const looked = async (name) => {
    for (const theme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await until(page, `it is ${theme}`, (now) => document.documentElement.dataset.theme === now, theme);
      await shot(`vocabulary-${name}-${theme}`);
      await axe(page, `${WHERE}, ${name} (${theme})`, faults);
    }
  };
  await tags(page, looked, faults);
  await texts(page, looked, faults);
  await form(page, looked, faults);
  await scores(page, looked, faults);
  await ask(page, 'save_playbook', { id: before.id, tags: before.tags, grading: before.grading, notes: before.notes });
  const after = await playbook(page);
  expect(JSON.stringify(after) === JSON.stringify(before), WHERE, 'the playbook is not as it was', faults);
}
