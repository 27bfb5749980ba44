/** The time for words such as "4 s ago": one timer for the whole window, quiet while it is hidden. */
class UiClock {
  /** Unix milliseconds, renewed every second. */
  now = $state(Date.now());
  /** The same in steps of 15 seconds: ages in minutes redraw rows less often. */
  coarse = $state(Date.now());

  start(): () => void {
    const tick = () => {
      if (document.visibilityState !== 'visible') return;
      this.now = Date.now();
      if (this.now - this.coarse >= 15_000) this.coarse = this.now;
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
