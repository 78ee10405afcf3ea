// The playfield around a suggestion: the objects in question strong, their neighbours faint, the expected place dashed.
const AROUND = 4;

function drawPlayfield(suggestion) {
  const chosen = suggestion.objects.filter(i => report.objects[i]);
  if (!chosen.length) return null;
  const near = Object.keys(report.objects).map(Number)
    .filter(i => i >= Math.min(...chosen) - AROUND && i <= Math.max(...chosen) + AROUND)
    .map(i => ({...report.objects[i], index: i, strong: chosen.includes(i)}));
  const svg = shape("svg", {role: "img"});
  const draw = [drawOsu, drawTaiko, drawCatch, drawMania][report.mode];
  draw(svg, near, suggestion);
  shape("title", {}, svg).textContent = `Objects around ${clock(suggestion.time ?? 0)}`;
  return svg;
}

function drawOsu(svg, near, suggestion) {
  svg.setAttribute("viewBox", "-64 -64 640 512");
  shape("rect", {x: 0, y: 0, width: 512, height: 384, fill: "none", stroke: "var(--line)"}, svg);
  for (const each of [...near].reverse()) {
    const group = shape("g", {opacity: each.strong ? 1 : .45}, svg);
    const colour = each.strong ? `var(--${suggestion.severity})` : "var(--soft)";
    if (each.path) {
      const points = each.path.map(point => point.join(",")).join(" ");
      shape("polyline", {points, fill: "none", stroke: colour, "stroke-width": report.radius * 2, "stroke-linecap": "round", "stroke-linejoin": "round", opacity: .35}, group);
      shape("polyline", {points, fill: "none", stroke: colour, "stroke-width": 3}, group);
    }
    if (each.kind === "spinner") {
      shape("circle", {cx: 256, cy: 192, r: 150, fill: "none", stroke: colour, "stroke-width": 4}, group);
      continue;
    }
    shape("circle", {cx: each.x, cy: each.y, r: report.radius, fill: "var(--card)", stroke: colour, "stroke-width": 5}, group);
    shape("text", {x: each.x, y: each.y, "font-size": report.radius}, group).textContent = each.number;
  }
  const way = near.filter(each => each.kind !== "spinner").map(each => `${each.x},${each.y}`).join(" ");
  shape("polyline", {points: way, fill: "none", stroke: "var(--soft)", "stroke-width": 2, "stroke-dasharray": "2 8", opacity: .7}, svg);
  if (suggestion.expected_position) {
    const [x, y] = suggestion.expected_position, found = near.find(each => each.strong);
    shape("circle", {cx: x, cy: y, r: report.radius, fill: "none", stroke: "var(--expected)", "stroke-width": 5, "stroke-dasharray": "12 8"}, svg);
    shape("line", {x1: found.x, y1: found.y, x2: x, y2: y, stroke: "var(--expected)", "stroke-width": 3}, svg);
  }
}

// Time runs to the right; each object is its own size apart in time.
function overTime(near, width) {
  const first = Math.min(...near.map(each => each.time)), last = Math.max(...near.map(each => each.end), first + 1);
  return time => 40 + (time - first) / (last - first) * (width - 80);
}

function drawTaiko(svg, near, suggestion) {
  svg.setAttribute("viewBox", "0 0 640 160");
  shape("rect", {x: 0, y: 30, width: 640, height: 100, fill: "none", stroke: "var(--line)"}, svg);
  const x = overTime(near, 640);
  for (const each of near) {
    const rim = each.sound & 10, big = each.sound & 4;
    const colour = each.strong ? `var(--${suggestion.severity})` : "var(--soft)";
    if (each.end > each.time) shape("line", {x1: x(each.time), x2: x(each.end), y1: 80, y2: 80, stroke: colour, "stroke-width": 30, opacity: .4}, svg);
    shape("circle", {cx: x(each.time), cy: 80, r: big ? 36 : 24, fill: rim ? "var(--minor)" : "var(--problem)", "fill-opacity": each.strong ? .9 : .35, stroke: colour, "stroke-width": each.strong ? 6 : 2}, svg);
  }
}

function drawCatch(svg, near, suggestion) {
  svg.setAttribute("viewBox", "-32 0 576 384");
  const time = overTime(near, 384), y = ms => 384 - time(ms);
  shape("rect", {x: 0, y: 0, width: 512, height: 384, fill: "none", stroke: "var(--line)"}, svg);
  for (const each of near) {
    const colour = each.strong ? `var(--${suggestion.severity})` : "var(--soft)";
    if (each.path) {
      const span = (each.end - each.time) / Math.max(1, each.slides);
      const points = each.path.map(([x], i) => `${x},${y(each.time + span * i / (each.path.length - 1))}`).join(" ");
      shape("polyline", {points, fill: "none", stroke: colour, "stroke-width": 4}, svg);
    }
    shape("circle", {cx: each.x, cy: y(each.time), r: 18, fill: "var(--card)", stroke: colour, "stroke-width": each.strong ? 7 : 3}, svg);
  }
}

function drawMania(svg, near, suggestion) {
  const lane = 48, width = report.keys * lane;
  svg.setAttribute("viewBox", `0 0 ${width} 384`);
  for (let i = 0; i <= report.keys; i++) shape("line", {x1: i * lane, x2: i * lane, y1: 0, y2: 384, stroke: "var(--line)"}, svg);
  const time = overTime(near, 384), y = ms => 384 - time(ms);
  for (const each of near) {
    const colour = each.strong ? `var(--${suggestion.severity})` : "var(--soft)", left = each.column * lane + 4;
    if (each.end > each.time) shape("rect", {x: left + 10, y: y(each.end), width: lane - 28, height: y(each.time) - y(each.end), fill: colour, opacity: .4}, svg);
    shape("rect", {x: left, y: y(each.time) - 7, width: lane - 8, height: 14, rx: 3, fill: colour, opacity: each.strong ? 1 : .5}, svg);
  }
}
