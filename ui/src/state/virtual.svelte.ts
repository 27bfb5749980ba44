import {
  Virtualizer,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Rect,
  type VirtualItem,
} from '@tanstack/virtual-core';

/** The rows of a long list that are in sight. Every row has the same height. */
export class VirtualRows {
  items = $state.raw<VirtualItem[]>([]);
  height = $state(0);
  /** Pixels that it is scrolled by. */
  offset = 0;
  #virtualizer: Virtualizer<HTMLElement, HTMLElement> | null = null;
  #count = 0;
  /** Pixels that are in sight. */
  #room = 0;
  readonly #rowHeight: number;
  readonly #kept: () => number;

  /** `kept` is the row that stays in sight when there comes to be less room; -1 for none. */
  constructor(rowHeight: number, kept: () => number = () => -1) {
    this.#rowHeight = rowHeight;
    this.#kept = kept;
  }

  mount(element: HTMLElement): () => void {
    this.#virtualizer = new Virtualizer(this.#options(element));
    const unmount = this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
    this.#read();
    return () => {
      unmount();
      this.#virtualizer = null;
    };
  }

  setCount(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    const virtualizer = this.#virtualizer;
    if (!virtualizer?.scrollElement) return;
    virtualizer.setOptions(this.#options(virtualizer.scrollElement));
    virtualizer._willUpdate();
    virtualizer.measure();
    this.#read();
  }

  reveal(index: number): void {
    this.#virtualizer?.scrollToIndex(index, { align: 'auto' });
  }

  scrollTo(offset: number): void {
    this.#virtualizer?.scrollToOffset(offset);
  }

  #options(element: HTMLElement) {
    return {
      count: this.#count,
      getScrollElement: () => element,
      estimateSize: () => this.#rowHeight,
      overscan: 8,
      observeElementRect: (virtualizer: Virtualizer<HTMLElement, HTMLElement>, tell: (room: Rect) => void) =>
        observeElementRect(virtualizer, (room) => {
          const before = this.#room;
          this.#room = room.height;
          tell(room);
          if (room.height < before) this.#keep(before);
        }),
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.#read(),
    };
  }

  #keep(before: number): void {
    const kept = this.#kept();
    const top = kept * this.#rowHeight - this.offset;
    if (kept >= 0 && top > -this.#rowHeight && top < before) this.reveal(kept);
  }

  #read(): void {
    if (!this.#virtualizer) return;
    this.items = this.#virtualizer.getVirtualItems();
    this.height = this.#virtualizer.getTotalSize();
    this.offset = this.#virtualizer.scrollOffset ?? 0;
  }
}
