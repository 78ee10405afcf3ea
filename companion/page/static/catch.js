// Catch: fruits, droplets and bananas fall; the plate is where it must be.

import { Visible } from "./visible.js";

const WIDTH = 512, PLATE = 350, TOP = -40;
const SIZES = { fruit: 1, droplet: 0.5, tiny_droplet: 0.25, banana: 0.8 };
const COLOURS = { fruit: "#7fd34e", droplet: "#7fd34e", tiny_droplet: "#b9e79d", banana: "#ffe14d" };

export function prepare(map, width, height) {
  const scale = Math.min(width / (WIDTH + 60), height / 440);
  const fruits = map.fruits.map(([kind, time, x, hyperdash]) => ({ kind, time, x, hyperdash }));
  return {
    map,
    scale,
    left: (width - WIDTH * scale) / 2,
    top: (height - 440 * scale) / 2 + 40 * scale,
    radius: 54.4 - 4.48 * map.circle_size,
    visible: new Visible(fruits),
    caught: fruits.filter((fruit) => fruit.kind !== "banana" && fruit.kind !== "tiny_droplet"),
  };
}

export function draw(pen, scene, time) {
  pen.setTransform(scene.scale, 0, 0, scene.scale, scene.left, scene.top);
  const { preempt } = scene.map;
  for (const fruit of scene.visible.between(time, time + preempt)) {
    const y = PLATE - (fruit.time - time) / preempt * (PLATE - TOP);
    pen.beginPath();
    pen.arc(fruit.x, y, scene.radius * SIZES[fruit.kind] * 0.9, 0, 2 * Math.PI);
    pen.fillStyle = COLOURS[fruit.kind];
    pen.fill();
    if (fruit.kind === "tiny_droplet") continue;
    pen.lineWidth = fruit.hyperdash ? 6 : 2.5;
    pen.strokeStyle = fruit.hyperdash ? "#ff3b30" : "#fff";
    pen.stroke();
  }
  const half = scene.map.catcher_width / 2;
  pen.fillStyle = "#f08bb9";
  pen.fillRect(plateAt(scene, time) - half, PLATE, 2 * half, 8);
}

/** On the straight way from the last fruit to the next. */
function plateAt({ caught }, time) {
  let low = 0, high = caught.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (caught[middle].time <= time) low = middle + 1;
    else high = middle;
  }
  const before = caught[low - 1], after = caught[low];
  if (!before || !after) return (before ?? after)?.x ?? WIDTH / 2;
  return before.x + (after.x - before.x) * (time - before.time) / Math.max(1, after.time - before.time);
}
