interface Slot<Entry> {
  id: string;
  activity: number;
  entry: Entry;
}

/**
 * Entries with the latest activity first, kept in order as they change: an update costs one binary search and one shift
 * of references, never a sort. Equal activity is ordered by id, so that every tab shows the same list.
 */
export class ActivityOrder<Entry> {
  private readonly slots: Slot<Entry>[] = [];
  private readonly byId = new Map<string, Slot<Entry>>();
  private snapshot: readonly Entry[] = [];
  private stale = false;

  put(id: string, activity: number, entry: Entry): void {
    const known = this.byId.get(id);
    if (known?.entry === entry && known.activity === activity) return;
    this.stale = true;
    if (known?.activity === activity) {
      known.entry = entry;
      return;
    }
    if (known) this.slots.splice(this.place(known), 1);
    const slot = { id, activity, entry };
    this.slots.splice(this.place(slot), 0, slot);
    this.byId.set(id, slot);
  }

  remove(id: string): void {
    const known = this.byId.get(id);
    if (!known) return;
    this.slots.splice(this.place(known), 1);
    this.byId.delete(id);
    this.stale = true;
  }

  get(id: string): Entry | undefined {
    return this.byId.get(id)?.entry;
  }

  /** The activity of the first entry; 0 when there is none. */
  get latest(): number {
    return this.slots[0]?.activity ?? 0;
  }

  /** The same array until something changes. */
  entries(): readonly Entry[] {
    if (this.stale) this.snapshot = this.slots.map((slot) => slot.entry);
    this.stale = false;
    return this.snapshot;
  }

  /** Where the slot is, or belongs. */
  private place(wanted: Omit<Slot<Entry>, "entry">): number {
    let low = 0;
    let high = this.slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const slot = this.slots[middle];
      if (slot && comesBefore(slot, wanted)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function comesBefore(a: { id: string; activity: number }, b: { id: string; activity: number }): boolean {
  return a.activity === b.activity ? a.id < b.id : a.activity > b.activity;
}
