/** How long a sentence stays where a screen reader finds it. */
const HEARD_MS = 8_000;

/** What a screen reader is to hear, one sentence after the other, in the one region that always stands. */
class Announced {
  items = $state.raw<{ id: number; text: string }[]>([]);
  #last = 0;

  say(text: string): void {
    this.#last += 1;
    const said = { id: this.#last, text };
    this.items = [...this.items, said];
    setTimeout(() => (this.items = this.items.filter((item) => item !== said)), HEARD_MS);
  }
}

export const announced = new Announced();
