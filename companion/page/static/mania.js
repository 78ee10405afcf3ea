// Mania: notes fall in columns; where the scroll speed changes, all of them change together.

import { Visible } from "./visible.js";

const SCREEN = 650; // ms of plain scroll speed from top to target
const LONGEST = 8000; // ms looked ahead when the scroll is slow
const COLOURS = ["#e9e6f2", "#67b7ff", "#ffd75e"];

export function prepare(map, width, height) {
  const keys = Math.max(1, Math.round(map.circle_size));
  const column = Math.min(64 * height / 500, width * 0.9 / keys);
  return {
    keys, column, height,
    left: (width - column * keys) / 2,
    target: height * 0.86,
    visible: new Visible(map.objects),
    positions: positions(map),
  };
}

/** Rows of time, scrolled distance so far (in ms of plain speed), and speed from there on. */
function positions(map) {
  if (!map.beats.length) return [[0, 0, 1]];
  const common = commonBeat(map);
  const times = [...new Set([...map.beats, ...map.velocities].map(([time]) => time))].sort((a, b) => a - b);
  let beat = map.beats[0][1], velocity = 1, b = 0, v = 0, distance = 0, speed = 1;
  return times.map((time, i) => {
    if (i) distance += (time - times[i - 1]) * speed;
    while (b < map.beats.length && map.beats[b][0] <= time) beat = map.beats[b++][1];
    while (v < map.velocities.length && map.velocities[v][0] <= time) velocity = map.velocities[v++][1];
    speed = velocity * common / beat;
    return [time, distance, speed];
  });
}

/** The beat length that lasts longest: at it the scroll is plain. */
function commonBeat(map) {
  const end = map.objects.at(-1)?.end ?? 0;
  const lasting = new Map();
  map.beats.forEach(([time, beat], i) => {
    const until = map.beats[i + 1]?.[0] ?? Math.max(end, time);
    lasting.set(beat, (lasting.get(beat) ?? 0) + until - time);
  });
  return [...lasting].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

function distanceAt(rows, time) {
  let low = 0, high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle][0] <= time) low = middle + 1;
    else high = middle;
  }
  const [start, distance, speed] = rows[Math.max(0, low - 1)];
  return low === 0 ? time - start : distance + (time - start) * speed;
}

export function draw(pen, scene, time) {
  const { keys, column, left, target, height } = scene;
  pen.fillStyle = "#1a1a22";
  pen.fillRect(left, 0, column * keys, height);
  pen.fillStyle = "#ffffff12";
  for (let i = 0; i <= keys; i++) pen.fillRect(left + i * column - 0.5, 0, 1, height);
  pen.fillStyle = "#f6a";
  pen.fillRect(left, target, column * keys, 3);
  const here = distanceAt(scene.positions, time);
  const y = (at) => target - (distanceAt(scene.positions, at) - here) / SCREEN * target;
  const tall = Math.max(8, column * 0.28);
  for (const object of scene.visible.between(time, time + LONGEST)) {
    const bottom = y(Math.max(time, object.time));
    if (bottom < -tall && object.end === object.time) continue;
    pen.fillStyle = colourOf(object.column, keys);
    const x = left + object.column * column + 1;
    if (object.end > object.time) {
      const top = y(object.end);
      pen.globalAlpha = 0.55;
      pen.fillRect(x + column * 0.1, top, column * 0.8 - 2, bottom - top);
      pen.globalAlpha = 1;
    }
    pen.fillRect(x, bottom - tall, column - 2, tall);
  }
}

/** Colours as skins have them: alternating from the outside, the middle one its own. */
function colourOf(column, keys) {
  if (keys % 2 && column === (keys - 1) / 2) return COLOURS[2];
  const fromEdge = Math.min(column, keys - 1 - column);
  return COLOURS[fromEdge % 2];
}
