/** Somebody in Lever. */
export interface Person {
  opportunityId: string;
  name: string;
}

/** Which dialog is open. One at a time: opening one closes the other. */
export type Overlay =
  /** Sends to an opportunity, to several people, or to whoever is found for a text. */
  | { kind: 'send'; opportunityId: string | null; people?: readonly Person[]; text?: string }
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
