// Choosing a mapset and a difficulty: those saved last are on top, words narrow it down.

import { element, get, tell } from "./talk.js";

const ago = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];

/** Fill the lists inside a chooser; `changed(mapset, file)` is called whenever the choice is another one. */
export async function chooser(box, changed) {
  const search = box.querySelector("input[type=search]");
  const list = box.querySelector(".list");
  const select = box.querySelector("select");
  let chosen = null;
  let asked = 0;

  async function find(first) {
    const mine = ++asked;
    const found = await get(`api/mapsets?words=${encodeURIComponent(search.value)}`);
    if (mine !== asked) return; // an older search
    list.replaceChildren(...found.map((mapset) => entry(mapset, choose, chosen)));
    if (!found.length) list.append(element("p", "", "No mapset is called like that."));
    if (first && found.length) await choose(found[0].name);
  }

  async function choose(name) {
    chosen = name;
    for (const each of list.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each.dataset.name === name));
    const found = await get(`api/difficulties?mapset=${encodeURIComponent(name)}`);
    if (name !== chosen) return;
    select.replaceChildren(...found.map(option));
    if (!found.length) select.append(new Option("(no difficulty yet: only the song)", ""));
    const own = found.find((each) => !each.own);
    if (own) select.value = own.file;
    changed(chosen, select.value);
  }

  const guarded = (work) => work.catch((error) => tell(error.message));
  search.addEventListener("input", () => guarded(find(false)));
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    list.querySelector("button")?.click();
  });
  select.addEventListener("change", () => changed(chosen, select.value));
  const wanted = new URLSearchParams(location.search);
  await guarded(find(!wanted.has("mapset")));
  if (wanted.has("mapset")) {
    await guarded(choose(wanted.get("mapset")));
    if (wanted.has("file")) select.value = wanted.get("file");
    changed(chosen, select.value);
  }
}

function entry(mapset, choose, chosen) {
  const made = element("button", "", element("span", "", mapset.name));
  if (mapset.saved) made.append(element("time", "", since(mapset.saved)));
  made.type = "button";
  made.dataset.name = mapset.name;
  made.setAttribute("aria-pressed", String(mapset.name === chosen));
  made.addEventListener("click", () => choose(mapset.name).catch((error) => tell(error.message)));
  return made;
}

function option(difficulty) {
  const mode = difficulty.mode === "osu" ? "" : ` (${difficulty.mode})`;
  const own = difficulty.own ? " - made by the companion" : "";
  return new Option(`${difficulty.version || difficulty.file}${mode}${own}`, difficulty.file);
}

function since(saved) {
  const seconds = Date.now() / 1000 - saved;
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) ?? ["minute", 60];
  return ago.format(-Math.floor(seconds / length), unit);
}
