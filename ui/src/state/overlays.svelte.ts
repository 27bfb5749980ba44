/** Which dialog is open. One at a time: opening one closes the other. */
export type Overlay =
  | { kind: 'send'; opportunityId: string | null }
  | { kind: 'palette' }
  | { kind: 'help' }
  | { kind: 'why'; opportunityId: string; name: string };

class Overlays {
  open = $state.raw<Overlay | null>(null);

  show(overlay: Overlay): void {
    this.open = overlay;
  }

  close(): void {
    this.open = null;
  }
}

export const overlays = new Overlays();
