/** Whom the page is about: the window is called so. */
class Titled {
  name = $state.raw<string | null>(null);
}

export const titled = new Titled();
