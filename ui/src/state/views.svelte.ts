type Others = typeof import('../views/others');

/** The Inbox is there from the first moment; the other views are fetched when one is gone to, or in a quiet moment. */
class Views {
  others = $state.raw<Others | null>(null);
  #fetching: Promise<void> | null = null;

  /** Resolves once they are there. */
  fetch(): Promise<void> {
    this.#fetching ??= import('../views/others').then(
      (others) => void (this.others = others),
      (failed: unknown) => {
        this.#fetching = null;
        throw failed;
      },
    );
    return this.#fetching;
  }
}

export const views = new Views();
