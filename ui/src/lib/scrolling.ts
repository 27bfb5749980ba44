/** Scrolls to an element: gently, unless the system asks for reduced motion. */
export function bringIntoView(element: Element | null | undefined, block: ScrollLogicalPosition): void {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  element?.scrollIntoView({ block, behavior: still ? 'auto' : 'smooth' });
}
