/** Somebody in Lever. */
export interface Person {
  opportunityId: string;
  name: string;
}

/** Which dialog is open. One at a time: opening one closes the other. */
export type Overlay =
  /** Sends to an opportunity, to several people, or to whoever is found for a text. */
  | {
      kind: 'send';
      opportunityId: string | null;
      people?: readonly Person[];
      text?: string;
      /** Told to whose opportunities something went out. */
      onsent?: (opportunityIds: readonly string[]) => void;
    }
  | { kind: 'palette' }
  | { kind: 'help' }
  /** What was decided about somebody; closing it leads back to the dialog that it came from. */
  | { kind: 'why'; opportunityId: string; name: string; back?: Overlay };

class Overlays {
  open = $state.raw<Overlay | null>(null);

  show(overlay: Overlay): void {
    this.open = overlay;
  }

  close(): void {
    this.open = null;
  }

  /** Closes it, and opens the one that it came from. */
  back(): void {
    this.open = (this.open?.kind === 'why' && this.open.back) || null;
  }
}

export const overlays = new Overlays();
