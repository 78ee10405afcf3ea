// The canvas the objects move on: its size, and which mode draws.

import * as catching from "./catch.js";
import * as mania from "./mania.js";
import * as osu from "./osu.js";
import * as taiko from "./taiko.js";

const MODES = [osu, taiko, catching, mania];

export class Playfield {
  constructor(canvas) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d", { alpha: false });
    this.scene = null;
    new ResizeObserver(() => this.resize()).observe(canvas);
  }

  /** Show another difficulty. */
  setMap(map) {
    this.map = map;
    this.resize();
  }

  resize() {
    const ratio = Math.min(2, window.devicePixelRatio);
    this.canvas.width = Math.round(this.canvas.clientWidth * ratio);
    this.canvas.height = Math.round(this.canvas.clientHeight * ratio);
    this.scene = this.map ? MODES[this.map.mode].prepare(this.map, this.canvas.width, this.canvas.height) : null;
  }

  /** Draw a moment, ms. */
  draw(time) {
    const { width, height } = this.canvas;
    this.pen.setTransform(1, 0, 0, 1, 0, 0);
    this.pen.globalAlpha = 1;
    this.pen.fillStyle = "#101014";
    this.pen.fillRect(0, 0, width, height);
    if (this.scene) MODES[this.map.mode].draw(this.pen, this.scene, time);
  }
}
