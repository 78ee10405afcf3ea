// The preview: the song plays, the objects move, and versions of a difficulty are switched in place.

import { chooser } from "./chooser.js";
import { changesBetween } from "./changes.js";
import { Player } from "./player.js";
import { Playfield } from "./playfield.js";
import { button, element, get, post, tell } from "./talk.js";
import { rowAt } from "./visible.js";
import { peaksOf, Waveform } from "./waveform.js";

const query = location.search.slice(1);
const find = (id) => document.getElementById(id);
const playfield = new Playfield(find("playfield"));
const player = new Player();
const waveform = new Waveform(find("timeline"), seek);
const maps = new Map();
let versions = [];
let shown = -1;
let drawn = 0;

async function show(number) {
  if (!versions[number]) return;
  if (!maps.has(number)) maps.set(number, get(`api/preview/difficulty?${versions[number].query}`));
  const map = await maps.get(number);
  shown = number;
  find("versions").querySelectorAll("input")[number].checked = true;
  find("heading").textContent = map.version ? `${map.title} [${map.version}]` : versions[number].label;
  playfield.setMap(map);
  player.setSounds(map.sounds, map.mode);
  waveform.setMap(map, await changes(number, map));
  showKeeping();
  document.body.dataset.shown = String(number);
}

/** Where a result differs from what it was made from. */
async function changes(number, map) {
  const before = versions.findIndex((each) => each.role === "before");
  if (before < 0 || number === before) return [];
  if (!maps.has(before)) maps.set(before, get(`api/preview/difficulty?${versions[before].query}`));
  find("stage").querySelector(".mark.changed").hidden = false;
  return changesBetween(await maps.get(before), map);
}

async function load() {
  versions = await get(`api/preview/versions?${query}`);
  if (!versions.length) throw new Error("There is nothing to show any more: the files are gone.");
  find("stage").hidden = false;
  versions.forEach((version, number) => find("versions").append(choice(version, number)));
  const wanted = new URLSearchParams(location.search).get("file");
  const first = versions.findIndex((each) => (wanted ? each.file === wanted : each.role !== "before"));
  await show(Math.max(0, first));
  requestAnimationFrame(frame);
  const response = await fetch(`api/preview/song?${versions[shown].query}`);
  if (!response.ok) throw new Error((await response.json()).error);
  const song = await player.load(await response.arrayBuffer());
  waveform.setSong(peaksOf(song), player.duration);
  const map = await maps.get(shown);
  seek(map.preview_time > 0 ? map.preview_time : Math.max(0, (map.objects[0]?.time ?? 0) - 1000));
  find("play").disabled = false;
  find("loading").textContent = "";
}

/** The buttons below a version that waits to be kept. */
function showKeeping() {
  const number = versions[shown].candidate;
  const box = find("keeping");
  box.hidden = number === null || number === undefined;
  if (box.hidden) return;
  const job = Number(new URLSearchParams(location.search).get("job"));
  const choose = async (command) => {
    await post("api/command", { ...command, job });
    location.href = "./";
  };
  box.replaceChildren(
    button(`Keep version ${number}`, "", () => choose({ type: "keep", number })),
    button("Discard all", "quiet", () => choose({ type: "discard" })),
    element("span", "", "Nothing is in the mapset yet. What you do not keep vanishes."),
  );
}

function choice(version, number) {
  const input = element("input");
  input.type = "radio";
  input.name = "version";
  input.value = number;
  input.addEventListener("change", () => show(number).catch((error) => tell(error.message)));
  return element("label", "", input, version.label);
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
  playfield.draw(time);
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

function stamp(ms) {
  const two = (value) => String(Math.floor(value)).padStart(2, "0");
  return `${two(ms / 60000)}:${two(ms / 1000 % 60)}:${String(Math.floor(ms % 1000)).padStart(3, "0")}`;
}

const KEYS = {
  " ": () => toggle(),
  ArrowLeft: (event) => step(event.shiftKey ? -4 : -1),
  ArrowRight: (event) => step(event.shiftKey ? 4 : 1),
  ArrowUp: () => setSpeed(Number(find("speed").value) + 5),
  ArrowDown: () => setSpeed(Number(find("speed").value) - 5),
  Home: () => seek(0),
  End: () => seek(player.duration),
};

addEventListener("keydown", (event) => {
  if (find("stage").hidden || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.matches("input:not([type=radio]), select, button, a") && !/^[1-9]$/.test(event.key)) return;
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
  find("chosen").addEventListener("click", () => { location.search = new URLSearchParams({ mapset, file }); });
}
