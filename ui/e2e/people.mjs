// The people around the app: the recruiter's browser, colleagues who work in Lever, the candidate.
import { eventually } from './checks.mjs';

/** What the app asked the desktop to open so far; null where nobody keeps a list. */
export function opened(page) {
  return page.evaluate(() =>
    fetch('/host/opened')
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null),
  );
}

/** Runs a command of the application layer. */
export function ask(page, name, request = {}) {
  return page.evaluate(
    ([command, body]) =>
      fetch(`/rpc/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then((answer) => answer.json()),
    [name, request],
  );
}

/** Presses a button on the sign-in page that the app asked to open, and answers with that page's address. */
async function press(page, button, words, holds = '/authorize') {
  const address = await eventually('the sign-in page is opened', async () =>
    (await opened(page)).findLast((one) => one.includes('/authorize') && one.includes(holds)),
  );
  const browser = await page.context().newPage();
  await browser.goto(address);
  await browser.locator(button).click();
  await browser.getByText(words).waitFor();
  await browser.close();
  return address;
}

/** Agrees. */
export const agree = (page) => press(page, '#allow', 'which finishes the sign-in');

/** Says no, on the page that comes back to an address that holds this. */
export const disagree = (page, holds) => press(page, '#deny', 'did not work', holds);

/** The simulated Lever, steered as a colleague would: over its control API. */
export class Lever {
  #base;
  constructor(origin) {
    this.#base = `${origin}/control`;
  }

  async #ask(path, body, method = body ? 'POST' : 'GET') {
    const answer = await fetch(this.#base + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The simulated Lever refused ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  async stage(text) {
    return (await this.#ask('/stages')).find((stage) => stage.text === text).id;
  }
  /** Everybody whose name or address holds `text` and who can be invited. */
  async find(text) {
    return this.#ask(`/opportunities?limit=500&q=${encodeURIComponent(text)}`);
  }
  async posting(text) {
    return (await this.find('')).find((one) => one.postingText === text)?.posting ?? null;
  }
  add(candidate) {
    return this.#ask('/opportunities', candidate);
  }
  move(id, stage) {
    return this.#ask(`/opportunities/${id}/stage`, { stage });
  }
  one(id) {
    return this.#ask(`/opportunities/${id}`);
  }
  /** Takes a user away, or brings one back. */
  async deactivate(name, deactivated) {
    const user = (await this.#ask('/users')).find((one) => one.name === name);
    return this.#ask(`/users/${user.id}/deactivated`, { deactivated });
  }
  /** What happens to the next requests of a kind. */
  fault(rule) {
    return this.#ask('/faults', rule);
  }
  /** How it behaves: slow, away, refusing. */
  switches(changed) {
    return this.#ask('/switches', changed, 'PATCH');
  }
}

/** Answers as the candidate behind a link; `only` stops after so many answers. */
export async function answer(context, link, answers, only = Infinity) {
  const page = await context.newPage();
  await page.goto(link);
  await page.locator('#start').click();
  await page.locator('#consent').check();
  await page.locator('#agree').click();
  for (let given = 0; ; given += 1) {
    await page.locator('#next, #submit').first().waitFor();
    if ((await page.locator('#next').count()) === 0) break;
    if (given >= only) return page.close();
    const words = answers[given % answers.length];
    if ((await page.locator('#answer').count()) > 0) await page.locator('#answer').fill(words);
    else await page.getByRole('radio', { name: words, exact: true }).check();
    const before = await page.locator('h1, h2').allInnerTexts();
    await page.locator('#next').click();
    await eventually('the next page', async () => {
      const now = await page
        .locator('h1, h2')
        .allInnerTexts()
        .catch(() => before);
      return now.join() !== before.join();
    });
  }
  await page.locator('#submit').click();
  await page.getByText('Thank you').first().waitFor();
  return page.close();
}
