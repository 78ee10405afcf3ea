// The preview: the song plays, the objects move, and versions of a difficulty are switched in place.

import { chooser } from "./chooser.js";
import { changesBetween } from "./changes.js";
import { Player } from "./player.js";
import { button, element, get, post, stamp, tell } from "./talk.js";
import { rowAt } from "./visible.js";
import { Wall } from "./wall.js";
import { peaksOf, Waveform } from "./waveform.js";

const query = location.search.slice(1);
const find = (id) => document.getElementById(id);
const wall = new Wall(find("wall"), (number) => choose(number));
const player = new Player();
const waveform = new Waveform(find("timeline"), seek);
const maps = new Map();
let versions = [];
let shown = -1;
let asked = 0; // how often a version was chosen
let together = false; // all versions are shown
let drawn = 0;

/** The map of a version; one that could not be loaded is asked for again the next time. */
const loaded = (number) => {
  if (!maps.has(number)) {
    const map = get(`api/preview/difficulty?${versions[number].query}`);
    map.catch(() => maps.delete(number));
    maps.set(number, map);
  }
  return maps.get(number);
};
const choose = (number) => show(number).catch((error) => tell(error.message));

async function show(number) {
  if (!versions[number]) return;
  const mine = ++asked;
  const map = await loaded(number);
  if (mine !== asked) return; // another one was chosen meanwhile
  shown = number;
  find("versions").querySelectorAll("input")[number].checked = true;
  find("heading").textContent = map.version ? `${map.title} [${map.version}]` : versions[number].label;
  showKeeping();
  player.setSounds(map.sounds, map.mode);
  document.body.dataset.shown = String(number);
  await showWall();
  const parts = await changes(number, map);
  if (mine === asked) waveform.setMap(map, parts);
}

/** Hang the version that is heard, or all of them. */
async function showWall() {
  const numbers = together ? versions.slice(0, 9).map((_, number) => number) : [shown];
  const rows = numbers.map(async (number) => [number, versions[number].label, await loaded(number)]);
  wall.show(await Promise.all(rows), shown);
}

async function toggleTogether() {
  if (versions.length < 2) return;
  together = !together;
  find("together").setAttribute("aria-pressed", String(together));
  await showWall();
}

/** Where a result differs from what it was made from. */
async function changes(number, map) {
  const before = versions.findIndex((each) => each.role === "before");
  if (before < 0 || number === before) return [];
  find("stage").querySelector(".mark.changed").hidden = false;
  return changesBetween(await loaded(before), map);
}

async function load() {
  versions = await get(`api/preview/versions?${query}`);
  if (!versions.length) throw new Error("There is nothing to show any more: the files are gone.");
  find("stage").hidden = false;
  find("together").hidden = versions.length < 2;
  versions.forEach((version, number) => find("versions").append(choice(version, number)));
  const wanted = new URLSearchParams(location.search).get("file");
  const first = Math.max(0, versions.findIndex((each) => (wanted ? each.file === wanted : each.role !== "before")));
  const song = player.load(`api/preview/song?${versions[first].query}`);
  requestAnimationFrame(frame);
  await show(first);
  waveform.setSong(peaksOf(await song), player.duration);
  if (!player.time) seek(beginning(await loaded(first)));
  find("play").disabled = false;
  find("loading").textContent = "";
}

/** Where to begin: shortly before what has changed, else at the song's preview point. */
function beginning(map) {
  const change = waveform.changes[0]?.[0] ?? (map.preview_time > 0 ? map.preview_time : map.objects[0]?.time ?? 0);
  return Math.max(0, change - 1500);
}

/** The buttons below a version that waits to be kept. */
function showKeeping() {
  const number = versions[shown].candidate;
  const box = find("keeping");
  box.hidden = number === null || number === undefined;
  if (box.hidden) return;
  const job = Number(new URLSearchParams(location.search).get("job"));
  const decide = async (command) => {
    await post("api/command", { ...command, job });
    location.href = "./";
  };
  box.replaceChildren(
    button(`Keep version ${number}`, "", () => decide({ type: "keep", number })),
    button("Discard all", "quiet", () => decide({ type: "discard" })),
    element("span", "", "Nothing is in the mapset yet. What you do not keep vanishes."),
  );
}

function choice(version, number) {
  const input = element("input");
  input.type = "radio";
  input.name = "version";
  input.value = number;
  input.addEventListener("change", () => choose(number));
  const label = element("label", "", input, version.label);
  label.addEventListener("pointerup", () => setTimeout(() => input.blur())); // so that the keys stay the player's
  return label;
}

function seek(ms) {
  player.seek(ms);
}

/** One beat (or measure) forwards or back, to the next line of the grid. */
async function step(beats) {
  const map = await maps.get(shown);
  if (!map.beats.length) return seek(player.time + beats * 500);
  const [start, beat] = map.beats[rowAt(map.beats, player.time)];
  const now = (player.time - start) / beat;
  const aligned = beats > 0 ? Math.floor(now + 0.01) : Math.ceil(now - 0.01);
  return seek(start + (aligned + beats) * beat);
}

async function toggle() {
  if (player.playing) player.pause();
  else await player.play();
  showPlaying();
}

function showPlaying() {
  find("play").textContent = player.playing ? "Pause" : "Play";
}

function setSpeed(percent) {
  const speed = Math.min(150, Math.max(50, percent));
  find("speed").value = speed;
  find("speed-shown").textContent = `${speed} %`;
  player.setSpeed(speed / 100);
}

function setVolumes() {
  player.setVolumes({ song: find("song-volume").value / 100, hitsounds: find("sound-volume").value / 100 });
}

function frame() {
  const time = player.time;
  player.tick();
  wall.draw(time);
  waveform.show(time);
  const text = stamp(time);
  if (find("time").textContent !== text) find("time").textContent = text;
  const seconds = String(Math.round(time / 1000));
  if (find("timeline").getAttribute("aria-valuenow") !== seconds) {
    find("timeline").setAttribute("aria-valuenow", seconds);
    find("timeline").setAttribute("aria-valuetext", text);
  }
  drawn += 1;
  document.body.dataset.frames = String(drawn);
  requestAnimationFrame(frame);
}

const KEYS = {
  " ": () => toggle(),
  ArrowLeft: (event) => step(event.shiftKey ? -4 : -1),
  ArrowRight: (event) => step(event.shiftKey ? 4 : 1),
  ArrowUp: () => setSpeed(Number(find("speed").value) + 5),
  ArrowDown: () => setSpeed(Number(find("speed").value) - 5),
  s: () => toggleTogether(),
  Home: () => seek(0),
  End: () => seek(player.duration),
};

addEventListener("keydown", (event) => {
  if (find("stage").hidden || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.matches("input:not([type=radio]), select, button, a") && !/^[1-9]$/.test(event.key)) return;
  if (event.target.matches("[type=radio]") && event.key.startsWith("Arrow")) return; // they go from version to version
  const act = /^[1-9]$/.test(event.key) ? () => show(Number(event.key) - 1) : KEYS[event.key];
  if (!act || find("play").disabled && event.key === " ") return;
  event.preventDefault();
  Promise.resolve(act(event)).catch((error) => tell(error.message));
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return; // without frames nothing more would be handed over
  player.pause();
  showPlaying();
});
find("play").addEventListener("click", () => toggle().catch((error) => tell(error.message)));
find("together").addEventListener("click", () => toggleTogether().catch((error) => tell(error.message)));
find("speed").addEventListener("input", (event) => setSpeed(Number(event.target.value)));
for (const id of ["song-volume", "sound-volume"]) find(id).addEventListener("input", setVolumes);
setVolumes();
player.ended = showPlaying;

if (query) {
  load().catch((error) => {
    find("loading").textContent = "";
    tell(error.message);
  });
} else {
  find("choosing").hidden = false;
  let mapset, file;
  chooser(find("choosing").querySelector(".chooser"), (name, chosen) => { [mapset, file] = [name, chosen]; });
  find("chosen").addEventListener("click", () => {
    if (mapset) location.search = new URLSearchParams({ mapset, file });
    else tell("Choose a mapset first.");
  });
}
