// osu!: circles with approach circles, slider bodies, spinners. Paths, stacking and combos come decided.

import { Visible } from "./visible.js";

const WIDTH = 512, HEIGHT = 384;
const MARGIN = 60; // osu! pixels around the playfield
const HIT_FADES = 240, MISS_NOTHING = 800; // ms
const APPROACH = 4; // times the circle's size at first

export function prepare(map, width, height) {
  const scale = Math.min(width / (WIDTH + 2 * MARGIN), height / (HEIGHT + 2 * MARGIN));
  return {
    map,
    scale,
    left: (width - WIDTH * scale) / 2,
    top: (height - HEIGHT * scale) / 2,
    radius: 54.4 - 4.48 * map.circle_size,
    fadeIn: 400 * Math.min(1, map.preempt / 450),
    visible: new Visible(map.objects),
    bodies: new Map(),
  };
}

export function draw(pen, scene, time) {
  pen.setTransform(scene.scale, 0, 0, scene.scale, scene.left, scene.top);
  pen.strokeStyle = "#ffffff14";
  pen.lineWidth = 1;
  pen.strokeRect(0, 0, WIDTH, HEIGHT);
  pen.lineCap = pen.lineJoin = "round";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const approaching = [];
  for (const object of scene.visible.between(time - HIT_FADES, time + scene.map.preempt)) {
    const age = time - (object.time - scene.map.preempt);
    const alpha = time > object.end ? 1 - (time - object.end) / HIT_FADES : Math.min(1, age / scene.fadeIn);
    if (alpha <= 0) continue;
    if (object.kind === "spinner") spinner(pen, object, time, alpha);
    else {
      if (object.kind === "slider") slider(pen, scene, object, time, alpha);
      head(pen, scene, object, time, alpha);
      if (time < object.time) approaching.push([object, alpha]);
    }
  }
  for (const [object, alpha] of approaching) approach(pen, scene, object, time, alpha);
  pen.globalAlpha = 1;
  forget(scene, time);
}

function head(pen, scene, object, time, alpha) {
  const since = time - object.time;
  if (since > HIT_FADES) return;
  const grow = since > 0 ? 1 + 0.4 * since / HIT_FADES : 1;
  pen.globalAlpha = since > 0 ? 1 - since / HIT_FADES : alpha;
  ring(pen, object.x, object.y, scene.radius * grow, scene.map.colours[object.colour]);
  if (since > 0) return;
  pen.fillStyle = "#fff";
  pen.lineWidth = scene.radius * 0.12;
  pen.strokeStyle = "#0008";
  pen.font = `700 ${scene.radius * 0.8}px system-ui, sans-serif`;
  pen.strokeText(object.number, object.x, object.y + scene.radius * 0.05);
  pen.fillText(object.number, object.x, object.y + scene.radius * 0.05);
}

function ring(pen, x, y, radius, colour) {
  pen.beginPath();
  pen.arc(x, y, radius * 0.93, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
  pen.lineWidth = radius * 0.13;
  pen.strokeStyle = "#fff";
  pen.stroke();
}

function approach(pen, scene, object, time, alpha) {
  const left = (object.time - time) / scene.map.preempt;
  pen.globalAlpha = Math.min(0.9, alpha);
  pen.beginPath();
  pen.arc(object.x, object.y, scene.radius * (1 + (APPROACH - 1) * left), 0, 2 * Math.PI);
  pen.lineWidth = 3;
  pen.strokeStyle = scene.map.colours[object.colour];
  pen.stroke();
}

function slider(pen, scene, object, time, alpha) {
  const body = bodyOf(scene, object);
  pen.globalAlpha = alpha * 0.9;
  pen.drawImage(body.picture, body.x, body.y, body.width, body.height);
  pen.globalAlpha = alpha;
  const span = (object.end - object.time) / object.slides;
  const done = Math.max(0, Math.min(object.slides, (time - object.time) / span));
  for (const [at, x, y] of object.ticks) {
    if (at < time || at > object.time + (Math.floor(done) + 1) * span) continue; // those of later spans appear in time
    pen.beginPath();
    pen.arc(x, y, scene.radius * 0.12, 0, 2 * Math.PI);
    pen.fillStyle = "#fff";
    pen.fill();
  }
  reverses(pen, scene, object, Math.floor(done));
  if (time >= object.time && time <= object.end) ball(pen, scene, object, done);
}

/** The arrows still to come: at the tail before odd spans, at the head before even ones. */
function reverses(pen, scene, object, done) {
  const path = object.path;
  if (path.length < 2) return;
  for (let turn = done; turn < Math.min(object.slides - 1, done + 2); turn++) {
    const atTail = turn % 2 === 0;
    const at = atTail ? path.at(-1) : path[0];
    const towards = atTail ? path[Math.max(0, path.length - 4)] : path[Math.min(path.length - 1, 3)];
    const angle = Math.atan2(towards[1] - at[1], towards[0] - at[0]);
    const size = scene.radius * 0.45;
    pen.save();
    pen.translate(at[0], at[1]);
    pen.rotate(angle);
    pen.beginPath();
    pen.moveTo(-size * 0.5, -size);
    pen.lineTo(size * 0.6, 0);
    pen.lineTo(-size * 0.5, size);
    pen.lineWidth = scene.radius * 0.16;
    pen.strokeStyle = "#fff";
    pen.stroke();
    pen.restore();
  }
}

function ball(pen, scene, object, done) {
  const span = Math.min(object.slides - 1, Math.floor(done));
  const share = done - span;
  const [x, y] = alongPath(bodyOf(scene, object), object.path, span % 2 === 0 ? share : 1 - share);
  pen.beginPath();
  pen.arc(x, y, scene.radius * 0.9, 0, 2 * Math.PI);
  pen.fillStyle = "#ffffffd0";
  pen.fill();
  pen.beginPath();
  pen.arc(x, y, scene.radius * 1.8, 0, 2 * Math.PI);
  pen.lineWidth = 2.5;
  pen.strokeStyle = scene.map.colours[object.colour];
  pen.stroke();
}

/** Where a path is after a share of its length. */
function alongPath(body, path, share) {
  const wanted = share * body.lengths.at(-1);
  let low = 0, high = path.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (body.lengths[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return path[0];
  const step = body.lengths[low] - body.lengths[low - 1] || 1;
  const part = (wanted - body.lengths[low - 1]) / step;
  const [from, to] = [path[low - 1], path[low]];
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
}

/** The body of a slider as a picture, drawn once: border and inside are one shape of even opacity. */
function bodyOf(scene, object) {
  const known = scene.bodies.get(object);
  if (known) return known;
  const reach = scene.radius + 2;
  const xs = object.path.map(([x]) => x), ys = object.path.map(([, y]) => y);
  const x = Math.min(...xs) - reach, y = Math.min(...ys) - reach;
  const width = Math.max(...xs) + reach - x, height = Math.max(...ys) + reach - y;
  const picture = new OffscreenCanvas(Math.min(4096, Math.ceil(width * scene.scale)), Math.min(4096, Math.ceil(height * scene.scale)));
  const pen = picture.getContext("2d");
  pen.setTransform(picture.width / width, 0, 0, picture.height / height, -x * picture.width / width, -y * picture.height / height);
  pen.lineCap = pen.lineJoin = "round";
  pen.beginPath();
  pen.moveTo(...object.path[0]);
  for (const point of object.path) pen.lineTo(...point);
  const layers = [["#fff", 2], ["#1d1a24", 1.74], [scene.map.colours[object.colour], 1.74, 0.45]];
  for (const [colour, wide, alpha = 1] of layers) {
    pen.globalAlpha = alpha;
    pen.strokeStyle = colour;
    pen.lineWidth = scene.radius * wide;
    pen.stroke();
  }
  const lengths = [0];
  for (let i = 1; i < object.path.length; i++) {
    lengths.push(lengths[i - 1] + Math.hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1]));
  }
  const body = { picture, x, y, width, height, lengths };
  scene.bodies.set(object, body);
  return body;
}

/** Let go of pictures of sliders that are long over, or were left by seeking. */
function forget(scene, time) {
  if (scene.bodies.size < 64) return;
  for (const object of scene.bodies.keys()) {
    if (object.end < time - MISS_NOTHING || object.time > time + 2 * scene.map.preempt) scene.bodies.delete(object);
  }
}

function spinner(pen, object, time, alpha) {
  const left = Math.max(0, Math.min(1, (object.end - time) / Math.max(1, object.end - object.time)));
  pen.globalAlpha = alpha;
  pen.strokeStyle = "#8fd3ff";
  pen.lineWidth = 4;
  for (const radius of [10, 20 + 150 * left]) {
    pen.beginPath();
    pen.arc(WIDTH / 2, HEIGHT / 2, radius, 0, 2 * Math.PI);
    pen.stroke();
  }
}
