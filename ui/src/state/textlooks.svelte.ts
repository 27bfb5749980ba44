import type { AppError, FilledText } from '../generated/api';
import { call, errorOf } from './backend';

/** Milliseconds without a key until a text is filled in anew. */
const REST = 180;

/** How texts of a playbook look for a real candidate, while they are typed. Made while a component is. */
export class TextLooks {
  /** Whose words fill them; null for made-up ones, undefined before the first answer. */
  candidate = $state.raw<string | null | undefined>(undefined);
  error = $state.raw<AppError | null>(null);
  #looks = $state.raw<ReadonlyMap<string, FilledText>>(new Map());
  #round = 0;
  readonly #texts: () => readonly string[];
  readonly #playbookId: () => string;

  constructor(playbookId: () => string, texts: () => readonly string[]) {
    this.#playbookId = playbookId;
    this.#texts = texts;
    let rest = 0;
    $effect(() => {
      const [id, now] = [playbookId(), [...new Set(texts())]];
      if (now.length === 0) return;
      const timer = setTimeout(() => void this.#load(id, now), rest);
      rest = REST;
      return () => clearTimeout(timer);
    });
  }

  /** How a text looks; undefined as long as nobody knows. */
  of(text: string): FilledText | undefined {
    return this.#looks.get(text);
  }

  /** Asks at once. */
  retry(): void {
    void this.#load(this.#playbookId(), [...new Set(this.#texts())]);
  }

  async #load(playbookId: string, texts: string[]): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    try {
      const answer = await call('preview_texts', { playbookId, screeningId: null, texts });
      if (round !== this.#round) return;
      this.#looks = new Map(texts.flatMap((text, at) => (answer.texts[at] ? [[text, answer.texts[at]]] : [])));
      this.candidate = answer.candidate;
      this.error = null;
    } catch (thrown) {
      if (round === this.#round) this.error = errorOf(thrown);
    }
  }
}
