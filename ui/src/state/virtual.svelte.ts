import {
  Virtualizer,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Rect,
  type VirtualItem,
} from '@tanstack/virtual-core';

/** The rows of a long list that are in sight. Every row has the same height, unless they are measured. */
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
  readonly #keyOf: ((index: number) => string) | undefined;
  #sizes: VirtualItem[] = [];

  /**
   * `kept` is the row that stays in sight when there comes to be less room; -1 for none. With `keyOf`, which names a
   * row wherever it stands, each row is as high as it is measured, and `rowHeight` is what it has at least.
   */
  constructor(rowHeight: number, kept: () => number = () => -1, keyOf?: (index: number) => string) {
    this.#rowHeight = rowHeight;
    this.#kept = kept;
    this.#keyOf = keyOf;
  }

  /** How high measured rows were found to be, for a list that is come back to. */
  get sizes(): VirtualItem[] {
    return this.#keyOf ? [...(this.#virtualizer?.measurementsCache ?? this.#sizes)] : [];
  }
  set sizes(before: VirtualItem[]) {
    this.#sizes = before;
  }

  /** The highest of the rows in sight. */
  get tallest(): number {
    return Math.max(this.#rowHeight, ...this.items.map(({ size }) => size));
  }

  /** Pixels from the top to where a line begins. */
  startOf(index: number): number {
    return this.#virtualizer?.measurementsCache[index]?.start ?? index * this.#rowHeight;
  }

  /** Measures a row, whose `data-index` says where it stands, now and whenever its height changes. */
  measure(row: HTMLElement): void {
    this.#virtualizer?.measureElement(row);
  }

  mount(element: HTMLElement): () => void {
    this.#virtualizer = new Virtualizer(this.#options(element));
    const unmount = this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
    this.#read();
    return () => {
      this.#sizes = this.sizes;
      unmount();
      this.#virtualizer = null;
    };
  }

  /** To be said again whenever other rows are listed, if they are measured. */
  setCount(count: number): void {
    if (count === this.#count && !this.#keyOf) return;
    this.#count = count;
    const virtualizer = this.#virtualizer;
    if (!virtualizer?.scrollElement) return;
    virtualizer.setOptions(this.#options(virtualizer.scrollElement));
    virtualizer._willUpdate();
    if (!this.#keyOf) virtualizer.measure();
    this.#read();
  }

  reveal(index: number): void {
    this.#virtualizer?.scrollToIndex(index, { align: 'auto' });
  }

  scrollTo(offset: number): void {
    this.#virtualizer?.scrollToOffset(offset);
  }

  #options(element: HTMLElement) {
    const keyOf = this.#keyOf;
    return {
      // Another function each time: only then the keys are asked for again.
      ...(keyOf && { getItemKey: (index: number) => keyOf(index), initialMeasurementsCache: this.#sizes }),
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
    const row = this.#virtualizer?.measurementsCache[kept];
    if (row && row.end > this.offset && row.start < this.offset + before) this.reveal(kept);
  }

  #read(): void {
    if (!this.#virtualizer) return;
    this.items = this.#virtualizer.getVirtualItems();
    this.height = this.#virtualizer.getTotalSize();
    this.offset = this.#virtualizer.scrollOffset ?? 0;
  }
}
