// Which objects are on the screen at a time, found without looking at all of them.

export class Visible {
  /** `objects` in order of their `time`; `end` may be any. */
  constructor(objects) {
    this.objects = objects;
    let latest = -Infinity;
    this.latest = objects.map((object) => (latest = Math.max(latest, object.end ?? object.time)));
  }

  /** Objects that begin before `until` and end after `since`, the last one first. */
  *between(since, until) {
    for (let i = this.firstAfter(until) - 1; i >= 0 && this.latest[i] >= since; i--) {
      const object = this.objects[i];
      if ((object.end ?? object.time) >= since) yield object;
    }
  }

  firstAfter(time) {
    let low = 0, high = this.objects.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.objects[middle].time <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The index of the last row whose first value is not above a time; 0 where there is none. */
export function rowAt(rows, time) {
  let low = 0, high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle][0] <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
