// Taiko: drums come from the right, each at the speed in force at its time.

import { rowAt, Visible } from "./visible.js";

const WHISTLE = 2, FINISH = 4, CLAP = 8;
const DON = "#eb452c", KAT = "#448dab", ROLL = "#fcb806", SWELL = "#b59a7a";
const LONGEST = 12_000; // ms a slow drum may be under way
const FADES = 150; // ms

export function prepare(map, width, height) {
  const scale = Math.min(width / 853, height / 300);
  return { map, width, scale, middle: height / 2, target: Math.max(90 * scale, width * 0.14), visible: new Visible(map.objects), bars: bars(map) };
}

/** Screen pixels a ms at a time. */
function speedAt({ map, scale }, time) {
  const beat = map.beats.length ? map.beats[rowAt(map.beats, time)][1] : 1000;
  const velocity = map.velocities.length && map.velocities[0][0] <= time ? map.velocities[rowAt(map.velocities, time)][1] : 1;
  return 140 * map.slider_multiplier * velocity / beat * scale;
}

/** Times of the bar lines. */
function bars(map) {
  const end = map.objects.reduce((latest, each) => Math.max(latest, each.end), 0);
  const made = [];
  map.beats.forEach(([start, beat, meter], i) => {
    const until = map.beats[i + 1]?.[0] ?? end;
    for (let time = start; time < until - 1 && made.length < 20_000; time += beat * meter) made.push({ time });
  });
  return new Visible(made);
}

export function draw(pen, scene, time) {
  const { scale, middle, target, width } = scene;
  const lane = 110 * scale;
  pen.fillStyle = "#1c1c24";
  pen.fillRect(0, middle - lane / 2, width, lane);
  pen.strokeStyle = "#ffffff30";
  pen.lineWidth = 2 * scale;
  for (const { time: at } of scene.bars.between(time - 500, time + LONGEST)) {
    const x = target + (at - time) * speedAt(scene, at);
    if (x < 0 || x > width) continue;
    pen.beginPath();
    pen.moveTo(x, middle - lane / 2);
    pen.lineTo(x, middle + lane / 2);
    pen.stroke();
  }
  disc(pen, target, middle, 38 * scale, "#ffffff18", scale);
  for (const object of scene.visible.between(time - FADES, time + LONGEST)) drum(pen, scene, object, time);
  pen.globalAlpha = 1;
}

function drum(pen, scene, object, time) {
  const { scale, middle, target, width } = scene;
  const speed = speedAt(scene, object.time);
  const x = target + (object.time - time) * speed;
  if (x > width + 60 * scale) return;
  const radius = (object.hitsound & FINISH ? 46 : 30) * scale;
  if (object.kind === "slider") {
    const end = target + (object.end - time) * speed;
    pen.globalAlpha = 1;
    pen.beginPath();
    pen.moveTo(x, middle);
    pen.lineTo(end, middle);
    pen.lineCap = "round";
    pen.lineWidth = 2 * radius;
    pen.strokeStyle = ROLL;
    pen.stroke();
    disc(pen, x, middle, radius, ROLL, scale);
    return;
  }
  if (object.kind === "spinner") {
    pen.globalAlpha = time > object.end ? 0 : 1;
    disc(pen, Math.max(target, x), middle, 46 * scale, SWELL, scale);
    return;
  }
  const hit = Math.max(0, time - object.time) / FADES;
  pen.globalAlpha = 1 - hit;
  const colour = object.hitsound & (WHISTLE | CLAP) ? KAT : DON;
  disc(pen, hit > 0 ? target : x, middle - hit * 60 * scale, radius, colour, scale);
}

function disc(pen, x, y, radius, colour, scale) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
  pen.lineWidth = 4 * scale;
  pen.strokeStyle = "#fff";
  pen.stroke();
}
