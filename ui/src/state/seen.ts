/** Of so many questions the answers are kept. */
const KEPT = 8;

/** What was last known for a question, to be shown until it is known anew: nothing moves when it comes. */
export class Seen<T> {
  readonly #answers = new Map<string, T>();

  keep(question: unknown, answer: T): void {
    const key = JSON.stringify(question);
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > KEPT && oldest !== undefined) this.#answers.delete(oldest);
  }

  /** Null if it was not asked lately. */
  of(question: unknown): T | null {
    return this.#answers.get(JSON.stringify(question)) ?? null;
  }
}
