const ACTS = ['wheel', 'pointerdown', 'keydown', 'touchstart'] as const;

/** Calls `again` whenever an element has another size, for so many milliseconds or until somebody does something. */
export function whileGrowing(element: Element, milliseconds: number, again: () => void): () => void {
  const observer = new ResizeObserver(again);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
    for (const act of ACTS) window.removeEventListener(act, stop, true);
  };
  const timer = setTimeout(stop, milliseconds);
  for (const act of ACTS) window.addEventListener(act, stop, true);
  observer.observe(element);
  return stop;
}
