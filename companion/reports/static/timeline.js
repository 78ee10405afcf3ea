// The song from left to right: onsets, objects, kiai and breaks, and a dot for each suggestion, high where it
// surprises most.
const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (parent) parent.append(element);
  return element;
}

function clock(ms) {
  const sign = ms < 0 ? "-" : "", whole = Math.abs(Math.trunc(ms)), pad = (n, digits) => String(n).padStart(digits, "0");
  return `${sign}${pad(Math.trunc(whole / 60000), 2)}:${pad(Math.trunc(whole / 1000) % 60, 2)}:${pad(whole % 1000, 3)}`;
}

function drawTimeline(place, choose) {
  const width = 1000, height = 150;
  const svg = shape("svg", {viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "group",
    "aria-label": "Timeline of the song"}, place);
  const at = ms => ms / report.length * width;
  for (const [stretches, colour] of [[report.kiai, "kiai"], [report.breaks, "break"]])
    for (const [start, end] of stretches)
      shape("rect", {x: at(start), y: 0, width: Math.max(1, at(end) - at(start)), height, fill: `var(--${colour})`}, svg);
  const onsets = report.onsets.map((strength, i) => `M${at(i * report.step)} ${height}V${height - strength * 60}`).join("");
  shape("path", {d: onsets, stroke: "var(--onsets)", "stroke-width": Math.max(1, at(report.step)), fill: "none"}, svg);
  drawDensity(svg, at, height);
  const dots = new Map();
  const most = Math.max(20, ...report.suggestions.map(each => each.score));
  report.suggestions.forEach((each, i) => {
    if (each.time === null) return;
    const dot = shape("ellipse", {class: "dot", cx: at(each.time), cy: height - 12 - (height - 24) * Math.min(1, each.score / most),
      rx: 5, ry: 5, fill: `var(--${each.severity})`, stroke: "var(--card)", tabindex: 0, role: "link",
      "aria-label": `${clock(each.time)} ${each.message}`}, svg);
    shape("title", {}, dot).textContent = `${clock(each.time)} ${each.message}`;
    const point = () => { document.getElementById("pointed").textContent = `${clock(each.time)} ${each.message} (${each.score} bits)`; };
    dot.addEventListener("mouseenter", point);
    dot.addEventListener("focus", point);
    dot.addEventListener("click", () => choose(i));
    dot.addEventListener("keydown", event => { if (event.key === "Enter") choose(i); });
    dots.set(i, dot);
  });
  // the picture is stretched to the page's width; dots stay round
  const round = () => {
    const box = svg.getBoundingClientRect();
    if (box.width) for (const dot of dots.values()) {
      dot.setAttribute("rx", 5 * width / box.width);
      dot.setAttribute("ry", 5 * height / box.height);
    }
  };
  new ResizeObserver(round).observe(svg);
  round();
  return dots;
}

function drawDensity(svg, at, height) {
  const step = 2000, counts = new Array(Math.ceil(report.length / step) + 1).fill(0);
  for (const time of report.times) if (time >= 0 && time < report.length) counts[Math.trunc(time / step)] += 1;
  const most = Math.max(1, ...counts);
  const line = counts.map((count, i) => `${at((i + .5) * step)},${height - 4 - count / most * (height - 40)}`).join(" ");
  shape("polyline", {points: line, fill: "none", stroke: "var(--density)", "stroke-width": 1.5, "vector-effect": "non-scaling-stroke"}, svg);
}
