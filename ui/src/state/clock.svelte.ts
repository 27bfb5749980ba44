/** The time for words such as "4 s ago": one timer for the whole window, quiet while it is hidden. */
class UiClock {
  #tick = $state(0);
  /** The same in steps of 15 seconds: ages in minutes redraw rows less often. */
  coarse = $state(Date.now());

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
    };
    const timer = setInterval(tick, 1000);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }
}

export const clock = new UiClock();
