// One version on a large playfield, or all of them side by side at the same moment.

import { Playfield } from "./playfield.js";
import { element } from "./talk.js";

export class Wall {
  /** `chosen(number)` is called when a version among others is clicked. */
  constructor(box, chosen) {
    this.box = box;
    this.chosen = chosen;
    this.fields = new Map(); // of version numbers
  }

  /** Show these versions: rows of number, name and map. */
  show(rows, selected) {
    const wanted = new Set(rows.map(([number]) => number));
    for (const [number, { figure }] of this.fields) {
      if (wanted.has(number)) continue;
      figure.remove();
      this.fields.delete(number);
    }
    this.box.classList.toggle("many", rows.length > 1);
    for (const [number, name, map] of rows) {
      if (!this.fields.has(number)) this.fields.set(number, this.hang(number, name, map));
      const { figure, caption } = this.fields.get(number);
      this.box.append(figure);
      figure.classList.toggle("selected", number === selected);
      caption.hidden = rows.length === 1;
    }
  }

  hang(number, name, map) {
    const canvas = element("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `The objects of ${name} as they are played`);
    const caption = element("figcaption", "", name);
    const figure = element("figure", "", canvas, caption);
    figure.addEventListener("click", () => this.chosen(number));
    this.box.append(figure);
    const field = new Playfield(canvas);
    field.setMap(map);
    return { figure, caption, field };
  }

  /** Draw a moment, ms. */
  draw(time) {
    for (const { field } of this.fields.values()) field.draw(time);
  }
}
