// Answers that are counted by rule: an assessment with one question of each kind is written and looked at as a
// candidate; then candidates answer, nobody has to read it, and a person overrules what was counted.
import { axe, eventually, expect, until } from './checks.mjs';
import { reaches } from './job.mjs';
import { goTo } from './going.mjs';
import { Lever, answer, ask, opened } from './people.mjs';

const WHERE = 'counting';
const id = (page, name) => page.getByTestId(name);
const playbook = async (page) => (await ask(page, 'playbooks'))[0];
const toast = (page, text) => id(page, 'toast').filter({ hasText: text }).waitFor();
const says = (page, name, text) => id(page, name).filter({ hasText: text }).first().waitFor();
const focused = (page, selector) =>
  until(page, `${selector} has the focus`, (wanted) => document.activeElement?.matches(wanted), selector);

/** Photographs the page in both themes, and looks for what axe finds. */
const looking = (page, shot, faults) => async (name) => {
  for (const theme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await until(page, `it is ${theme}`, (now) => document.documentElement.dataset.theme === now, theme);
    await shot(`counting-${name}-${theme}`);
    await axe(page, `${WHERE}, ${name} (${theme})`, faults);
  }
};

/** One question of each kind, by the keyboard where one types. */
async function write(page, looked, faults) {
  await goTo(page, 'assessments', '#/assessments/customer-empathy');
  await id(page, 'assessment-new').click();
  await id(page, 'new-blank').click();
  await id(page, 'assessment-name').fill('One of each');
  const question = (n) => id(page, `question-${n}`);
  const field = (n, name) => question(n).locator(`[data-field="${name}"]`);
  const become = (n, kind) => question(n).getByText(kind, { exact: true }).click();
  const can = (n, words) => says(page, `question-${n}-can`, words);
  await field(1, 'text').fill('What would you change first?');
  await can(1, 'Read by a person');

  await id(page, 'add-question').click();
  await page.keyboard.type('Which shift suits you?');
  await become(2, 'Choice');
  await can(2, 'Counts nothing yet');
  await field(2, 'answer').first().focus();
  await page.keyboard.type('Days');
  await page.keyboard.press('Tab');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Nights');
  await field(2, 'answer').nth(2).fill('Days');
  await question(2).getByText('This answer is there already.').waitFor();
  await field(2, 'answer').nth(2).fill('Neither');
  await question(2).getByRole('checkbox', { name: 'Neither rules out' }).check();
  await can(2, '0 to 5 points, can rule out');
  await field(2, 'answer').nth(1).focus();
  await page.keyboard.press('Alt+ArrowUp');
  const answers = () => field(2, 'answer').evaluateAll((all) => all.map((one) => one.value).join());
  await eventually('the answer is the first', async () => (await answers()) === 'Nights,Days,Neither');
  expect((await field(1, 'text').inputValue()) !== '', WHERE, 'the question moved instead of the answer', faults);

  // Another kind, and back: what was written is there again.
  await become(2, 'Number');
  await question(2).getByText('Points by the number').waitFor();
  await become(2, 'Choice');
  await eventually('the answers are back', async () => (await answers()) === 'Nights,Days,Neither');
  expect((await field(2, 'text').inputValue()) === 'Which shift suits you?', WHERE, 'the question is lost', faults);

  await id(page, 'add-question').click();
  await page.keyboard.type('For how many years?');
  await become(3, 'Number');
  await field(3, 'unit').fill('years');
  await field(3, 'atLeast').fill('0,5');
  await field(3, 'atMost').fill('many');
  await question(3).getByText('A number, for example').waitFor();
  await field(3, 'atMost').fill('');
  await field(3, 'add-step').click();
  await page.keyboard.type('2');
  await page.keyboard.press('Tab');
  await page.keyboard.type('7');
  await can(3, '0 to 7 points, can rule out');

  await id(page, 'add-question').click();
  await page.keyboard.type('May you work here?');
  await become(4, 'Yes or no');
  await question(4).getByRole('checkbox', { name: 'Yes rules out' }).check();
  await question(4).getByRole('checkbox', { name: 'No rules out' }).check();
  await question(4).getByText('At least one answer has to be good enough.').waitFor();
  await looked('editor-refused');
  await question(4).getByRole('checkbox', { name: 'Yes rules out' }).uncheck();
  await says(page, 'assessment-counts', '12 points in all, 3 hard requirements. 1 question is read by a person.');
  await looked('editor');
}

/** The pages that a candidate sees, in a browser of their own. */
async function asCandidate(page, looked, faults) {
  const before = (await opened(page)).length;
  await id(page, 'assessment-preview').click();
  const address = await eventually('the preview is opened', async () =>
    (await opened(page)).slice(before).find((one) => one.includes('/preview/')),
  );
  const browser = await page.context().newPage();
  const look = async (name) => {
    for (const theme of ['dark', 'light']) {
      await browser.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const [width, height] of [
        [390, 844],
        [1280, 800],
      ]) {
        await browser.setViewportSize({ width, height });
        await looked(browser, `${name}-${theme}-${width}`);
        const wide = await browser.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide <= 0, WHERE, `${name} is ${wide} px too wide at ${width}`, faults);
      }
      await axe(browser, `${WHERE}, ${name} (${theme})`, faults);
    }
  };
  const next = () => browser.locator('#next').click();
  await browser.goto(address);
  await browser.locator('#start').click();
  await browser.locator('#consent').check();
  await browser.locator('#agree').click();
  await browser.locator('#answer').fill('The queue.');
  await next();
  await browser.getByText('Nights').waitFor();
  await look('candidate-choice');
  await browser.getByText('Days', { exact: true }).click();
  await look('candidate-chosen');
  await next();
  await browser.locator('#answer').fill('some');
  await next();
  await browser.getByText('Please answer with a number').waitFor();
  await look('candidate-number');
  await browser.locator('#answer').fill('2,5');
  await next();
  await browser.getByText('May you work here?').waitFor();
  await look('candidate-yes-no');
  await next();
  await browser.getByText('Needs an answer', { exact: true }).waitFor();
  await look('candidate-review');
  const words = await browser.locator('.answers').innerText();
  for (const said of ['Days', '2.5 years'])
    expect(words.includes(said), WHERE, `the review does not say “${said}”: ${words}`, faults);
  await browser.close();
}

/** What points mean, typed into the playbook's page. */
async function meaning(page, lever, looked, faults) {
  await goTo(page, 'playbooks', '#/playbooks');
  const card = page.locator('#part-scores');
  await card.getByText('Points', { exact: true }).first().click();
  await id(page, 'scores-grade-add').click();
  await page.keyboard.type('Lead');
  await id(page, 'scores-grade-0-from').fill('9');
  await id(page, 'scores-grade-add').click();
  await page.keyboard.type('Passed');
  await id(page, 'scores-grade-1-from').fill('lots');
  await card.getByText('A whole number.').waitFor();
  await id(page, 'scores-save').click();
  await focused(page, '[data-testid="scores-grade-1-from"][aria-invalid="true"]');
  await looked('scores-refused');
  await id(page, 'scores-grade-1-from').fill('5');
  await id(page, 'scores-knocked-out').fill('Not qualified');
  await id(page, 'lever-score').click();
  await id(page, 'lever-score-2').fill('3');
  await id(page, 'lever-score-3').fill('5');
  await id(page, 'lever-score-4').fill('9');
  await looked('scores');
  await id(page, 'scores-save').click();
  await toast(page, 'Scores saved.');
  const { grading } = await playbook(page);
  const { grades, knockedOut } = grading.thresholds;
  const named = grades.map(({ name, from }) => `${name} from ${from}`);
  const kept = [grading.scale, ...named, knockedOut, ...(grading.scoreFrom ?? [])].join();
  expect(kept === 'points,Lead from 9,Passed from 5,Not qualified,3,5,9', WHERE, `is saved as ${kept}`, faults);

  const stage = await lever.stage('On-site interview');
  await id(page, 'moves-grade-Lead').selectOption({ label: 'On-site interview' });
  await id(page, 'change-confirm').click();
  await eventually('the grade leads to a stage', async () => {
    const { byGrade } = (await playbook(page)).moves;
    return byGrade.length === 1 && byGrade[0].grade === 'Lead' && byGrade[0].stageId === stage;
  });
  await id(page, 'moves-grade-Not qualified').scrollIntoViewIfNeeded();
  await looked('moves');
}

/** Somebody who answers the first questions so. */
async function answered(page, lever, name, answers) {
  const [posting, trigger] = [await lever.posting('Backend Engineer'), await lever.stage('Phone screen')];
  const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
  const one = await lever.add({ name, email, posting, applied: true });
  await lever.move(one.id, trigger);
  const { id: screening } = await reaches(page, name, 'invited');
  const link = (await ask(page, 'candidate_link', { screeningId: screening })).url;
  await answer(page.context(), link, answers);
  return { ...(await reaches(page, name, 'evaluated')), opportunity: one.id };
}

const tagsOf = async (lever, one) => (await lever.one(one.opportunity)).tags.join();

/** Scored without anybody, and overruled with a comment. */
async function scored(page, lever, looked, faults) {
  const lead = await answered(page, lever, 'Ines Duarte', ['Yes', '6', 'Within two weeks', 'At the office', 'No']);
  const out = await answered(page, lever, 'Emil Novak', ['No', '8', 'Within two weeks', 'At the office', 'Yes']);
  expect(lead.grade === 'Lead' && lead.score === 4, WHERE, `10 points are ${lead.grade}, ${lead.score}`, faults);
  expect(lead.moveTo === 'On-site interview', WHERE, `the grade leads to ${lead.moveTo}`, faults);
  await goTo(page, 'inbox', '#/inbox');
  await says(page, `inbox-row-move:${lead.id}`, 'by rule: Lead');
  await says(page, `inbox-row-${out.id}`, 'Scored');
  await looked('inbox');
  await goTo(page, 'candidates', '#/candidates?q=Emil');
  await page.locator('[data-testid^="candidate-row-"][data-name="Emil Novak"]').waitFor();
  await looked('candidates');
  await goTo(page, 'scored candidates', '#/candidates?filter=scored&q=Emil');
  const row = page.locator('[data-testid^="candidate-row-"][data-name="Emil Novak"]');
  await row.waitFor();
  const chip = await id(page, 'filter-scored').innerText();
  expect(chip.startsWith('Scored'), WHERE, `the chip of those with a result is called ${chip}`, faults);
  const pill = await row.getByTestId('state-pill').getAttribute('title');
  expect(
    out.reading === 'fail' && pill === 'Scored: does not pass',
    WHERE,
    `who misses a requirement is read as ${out.reading}, ${pill}`,
    faults,
  );

  await goTo(page, 'scored', `#/candidates/${lead.id}`);
  await says(page, 'count-summary', '10 of 12 points (83%) · Lead');
  await says(page, 'move-card', 'by the rules of the questions');
  await looked('scored');

  await goTo(page, 'knocked out', `#/candidates/${out.id}`);
  await says(page, 'count-summary', '12 of 12 points (100%) · Not qualified');
  expect(
    (await page.getByText('Hard requirement not met').count()) === 2,
    WHERE,
    'does not say what is missed',
    faults,
  );
  expect((await id(page, 'score-1').count()) === 0, WHERE, 'somebody is asked to review', faults);
  await looked('knocked-out');
  await eventually('Lever knows the grade', async () => (await tagsOf(lever, out)).includes('Grade: Not qualified'));

  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('r');
  await id(page, 'score-4').waitFor();
  const scales = await page.locator('[role="radiogroup"]').count();
  expect(scales === 1, WHERE, `${scales} scales where one answer is to be given`, faults);
  await page.keyboard.press('4');
  await id(page, 'review-overrules').check();
  await page.getByText('Say why in the comment.').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').filter({ hasText: 'why your score counts' }).waitFor();
  await focused(page, '[data-testid="review-comment"]');
  await looked('overruling');
  await page.keyboard.type('The permit came today.');
  await page.keyboard.press('Control+Enter');
  await reaches(page, 'Emil Novak', 'reviewed');
  const { review } = await ask(page, 'candidate', { screeningId: out.id });
  expect(review.overrules && review.score === 4, WHERE, `is reviewed as ${JSON.stringify(review)}`, faults);
  await eventually('Lever knows the other grade', async () => (await tagsOf(lever, out)).includes('Grade: Lead'));
  await goTo(page, 'overruled', `#/candidates/${out.id}`);
  await page.getByText('Counts instead of the points').waitFor();
  await looked('overruled');
}

/** Everything above; in the end the playbook is as it was. */
export async function counting(page, origin, shot, faults) {
  const lever = new Lever(origin);
  const before = await playbook(page);
  const looked = looking(page, shot, faults);
  await write(page, looked, faults);
  await asCandidate(page, (browser, name) => shot(`counting-${name}`, browser), faults);
  await page.bringToFront();
  await id(page, 'assessment-save').click();
  await id(page, 'assessment-edit').waitFor();
  const saved = (await ask(page, 'assessments')).find((one) => one.name === 'One of each');
  const kinds = saved?.questions.map((one) => one.kind).join();
  expect(kinds === 'text,choice,number,yes_no', WHERE, `is saved with ${kinds}`, faults);
  expect(saved?.questions[2].number.atLeast === 0.5, WHERE, 'a comma makes another number', faults);
  await looked('text');
  await ask(page, 'delete_assessment', { id: saved.id });
  await goTo(page, 'first questions', '#/assessments/first-questions');
  await says(page, 'assessment-counts', '12 points in all, 1 hard requirement. Nobody has to read it');
  await looked('first-questions');

  await meaning(page, lever, looked, faults);
  const tags = { ...before.tags, grade: 'Grade: {{ grade }}' };
  await ask(page, 'save_playbook', { id: before.id, assessmentId: 'first-questions', tags });
  await scored(page, lever, looked, faults);
  const { tags: old, grading, moves, assessmentId } = before;
  await ask(page, 'save_playbook', { id: before.id, tags: old, grading, moves, assessmentId });
  const after = await playbook(page);
  expect(JSON.stringify(after) === JSON.stringify(before), WHERE, 'the playbook is not as it was', faults);
}
