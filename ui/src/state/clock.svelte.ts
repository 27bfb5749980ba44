/** Nobody who looks at the window leaves it alone for longer than this, in milliseconds. */
const ATTENDED = 20_000;
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'focus'] as const;

/** The time for words such as "4 s ago": one timer for the whole window, quiet while it is hidden. */
class UiClock {
  #tick = $state(0);
  /** The same in steps of 15 seconds: ages in minutes redraw rows less often. */
  coarse = $state(Date.now());
  /**
   * Somebody moves or types in the window. What counts seconds only to look alive stands still without them: every
   * number that changes is drawn, and drawing costs the battery.
   */
  attended = $state(true);
  #seen = Date.now();

  /** Unix milliseconds, read anew every second and by everything that is drawn in between. */
  get now(): number {
    void this.#tick;
    return Date.now();
  }

  start(): () => void {
    const tick = () => {
      if (document.visibilityState !== 'visible') return;
      this.#tick += 1;
      const now = Date.now();
      if (now - this.coarse >= 15_000) this.coarse = now;
      this.attended = now - this.#seen < ATTENDED;
    };
    const seen = () => {
      this.#seen = Date.now();
      this.attended = true;
    };
    const timer = setInterval(tick, 1000);
    for (const sign of SIGNS) window.addEventListener(sign, seen, { passive: true, capture: true });
    seen();
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, seen, { capture: true });
      document.removeEventListener('visibilitychange', tick);
    };
  }
}

export const clock = new UiClock();
