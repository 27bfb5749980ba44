// From one view to another.
import { eventually, until } from './checks.mjs';

/** Goes to an address inside the app and waits until its view stands with its data. */
export async function goTo(page, name, hash) {
  await page.evaluate(
    (next) =>
      new Promise((there) => {
        if (location.hash === next) return there();
        const drawn = () => requestAnimationFrame(() => requestAnimationFrame(there));
        addEventListener('hashchange', drawn, { once: true });
        location.hash = next;
      }),
    hash,
  );
  const [, place, one] = hash.split('?')[0].split('/');
  await until(
    page,
    `${name} is loaded`,
    (view) =>
      document.querySelector('main h1') !== null &&
      (document.querySelector('main').dataset.view ?? view) === view &&
      document.querySelector('.skeleton, [data-testid="check-summary"][data-running="true"]') === null &&
      document.fonts.check('1em Inter'),
    place === 'candidates' && one ? 'candidate' : place,
  );
}

/** Shows all filters of a list: a narrow window keeps those behind a button that narrow nothing. */
export async function unfold(page) {
  const button = page.getByTestId('filters');
  if ((await button.isVisible()) && (await button.getAttribute('aria-expanded')) === 'false')
    await button.press('Enter');
}

/** Waits until both parts of the page are there and the one ends above the other. */
export const clearOf = (page, part, below) =>
  eventually(`${part} stands above ${below}`, () =>
    page.evaluate(
      (both) => {
        const [one, other] = both.map((css) => document.querySelector(css)?.getBoundingClientRect());
        return one?.bottom <= other?.top;
      },
      [part, below],
    ),
  );
