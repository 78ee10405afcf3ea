// The whole song as a waveform with the map's marks, and seeking in it.

const PIECES = 2000; // of the song, each drawn as one bar

/** Loudest and quietest value of each piece of a song. */
export function peaksOf(buffer) {
  const wave = buffer.getChannelData(0);
  const size = wave.length / PIECES;
  const peaks = new Float32Array(PIECES);
  for (let piece = 0; piece < PIECES; piece++) {
    const end = Math.min(wave.length, Math.floor((piece + 1) * size));
    let most = 0;
    for (let i = Math.floor(piece * size); i < end; i += 8) most = Math.max(most, Math.abs(wave[i]));
    peaks[piece] = most;
  }
  return peaks;
}

export class Waveform {
  /** `seek(ms)` is called when the mapper wants to be elsewhere. */
  constructor(box, seek) {
    this.box = box;
    this.canvas = box.querySelector("canvas");
    this.still = document.createElement("canvas"); // everything but the playhead
    this.duration = 0;
    this.peaks = null;
    this.map = null;
    this.changes = [];
    const dragged = (event) => {
      const { left, width } = box.getBoundingClientRect();
      seek((event.clientX - left) / width * this.duration);
    };
    box.addEventListener("pointerdown", (event) => {
      box.setPointerCapture(event.pointerId);
      dragged(event);
    });
    box.addEventListener("pointermove", (event) => {
      if (box.hasPointerCapture(event.pointerId)) dragged(event);
    });
    new ResizeObserver(() => this.redraw()).observe(box);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  }

  /** Show a song. */
  setSong(peaks, duration) {
    this.peaks = peaks;
    this.duration = duration;
    this.box.setAttribute("aria-valuemax", String(Math.round(duration / 1000)));
    this.redraw();
  }

  /** Show a difficulty's marks, and the parts in which it differs from another one. */
  setMap(map, changes) {
    this.map = map;
    this.changes = changes;
    this.redraw();
  }

  redraw() {
    const ratio = window.devicePixelRatio;
    for (const canvas of [this.canvas, this.still]) {
      canvas.width = Math.round(this.box.clientWidth * ratio);
      canvas.height = Math.round(this.box.clientHeight * ratio);
    }
    const pen = this.still.getContext("2d");
    const { width, height } = this.still;
    if (!this.duration || !width) return;
    const style = getComputedStyle(this.box);
    const x = (ms) => ms / this.duration * width;
    const fill = (colour, from, to, top, bottom) => {
      pen.fillStyle = colour;
      pen.fillRect(x(from), top, Math.max(1, x(to) - x(from)), bottom - top);
    };
    const map = this.map ?? { kiai: [], breaks: [], bookmarks: [] };
    for (const [from, to] of map.kiai) fill("#e8930c44", from, to ?? this.duration, 0, height);
    for (const [from, to] of map.breaks) fill("#8d879955", from, to, 0, height);
    pen.fillStyle = style.getPropertyValue("--soft");
    const wide = width / this.peaks.length;
    this.peaks.forEach((peak, piece) => {
      const tall = Math.max(1, peak * height * 0.85);
      pen.fillRect(piece * wide, (height - tall) / 2, Math.max(0.5, wide * 0.8), tall);
    });
    for (const [from, to] of this.changes) fill(style.getPropertyValue("--accent"), from, to, height - 5 * ratio, height);
    for (const time of map.bookmarks) {
      pen.fillStyle = "#2f86d6";
      pen.fillRect(x(time) - ratio, 0, 2 * ratio, height);
    }
    this.at = null;
    this.show(this.now ?? 0);
  }

  /** Put the playhead somewhere. */
  show(ms) {
    this.now = ms;
    const at = Math.round(ms / this.duration * this.canvas.width);
    if (at === this.at || !this.canvas.width) return;
    this.at = at;
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.drawImage(this.still, 0, 0);
    pen.fillStyle = getComputedStyle(this.box).getPropertyValue("--accent");
    pen.fillRect(at - 1, 0, Math.max(2, 2 * window.devicePixelRatio), this.canvas.height);
  }
}
