// One job as a card: what was asked, what came of it, and what can be done about it.

import { button, element, post, stamp } from "./talk.js";

const TASKS = { generate: "Generate", remap: "Remap", guest: "Guest difficulty", hitsounds: "Hitsounds", timing: "Timing",
  spread: "Spread", mod: "Mod" };
const WORDS = { QUEUED: "waiting", RUNNING: "running", DONE: "done", FAILED: "did not work", CANCELLED: "cancelled",
  CONFLICT: "not written: you saved meanwhile" };
const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The card of a job as `api/jobs` describes it. */
export function jobCard(job) {
  const text = element("div", "text", heading(job), element("p", "where", where(job)));
  if (job.files.length) text.append(files(job));
  if (job.story) text.append(element("p", "story", job.story));
  text.append(element("p", "small", small(job)));
  const card = element("li", "card", text, actions(job));
  card.dataset.job = job.id;
  card.dataset.state = job.state;
  return card;
}

function heading(job) {
  if (job.candidates.length) return element("h3", "", TASKS[job.task], " ", element("span", "state RUNNING", "choose a version"));
  const taken = job.files.length > 0 && !job.undoable && job.state === "DONE";
  const state = element("span", `state ${taken ? "" : job.state}`, taken ? "taken back" : WORDS[job.state]);
  return element("h3", "", TASKS[job.task] ?? job.task, " ", state);
}

function where(job) {
  const difficulty = job.map?.match(/\[(.*)\]\.osu$/)?.[1] ?? job.map;
  return difficulty ? `${job.mapset} [${difficulty}]` : job.mapset;
}

function files(job) {
  const list = element("ul", "files");
  for (const file of job.files) list.append(element("li", file.state, file.name));
  return list;
}

function small(job) {
  const parts = [`Job ${job.id}`, when.format(new Date(job.finished ?? job.created))];
  if (job.engine) parts.push(`made by ${job.engine}`, `seed ${job.seed}`);
  return [...parts, ...wishes(job.options)].join(" · ");
}

/** What was wished, in a mapper's words. */
function wishes({ seed, start, end, difficulty, candidates, ...others }) {
  const said = Object.entries(others).map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`);
  if (candidates) said.unshift(`${candidates} versions`);
  if (difficulty !== undefined) said.unshift(`${difficulty} stars wished`);
  if (start !== undefined && end !== undefined) said.unshift(`${stamp(start)} - ${stamp(end)}`);
  return said;
}

function actions(job) {
  const made = element("div", "actions");
  const name = `job ${job.id}`;
  if (!job.ended) made.append(named(button("Cancel", "quiet", () => post("api/command", { type: "cancel", job: job.id })), name));
  if (job.shown && job.candidates.length) {
    const link = element("a", "button", `Choose from ${job.candidates.length}`);
    link.href = `preview?job=${job.id}`;
    made.append(named(link, name), named(button("Discard all", "quiet", () => post("api/command", { type: "discard", job: job.id })), name));
  } else if (job.shown && job.state === "DONE" && job.undoable) {
    const link = element("a", "button quiet", "Preview");
    link.href = `preview?job=${job.id}`;
    made.append(named(link, name));
  }
  if (job.undoable) made.append(named(button("Undo", "quiet", () => post("api/command", { type: "undo", job: job.id })), name));
  return made;
}

/** Say to a screen reader which job a button belongs to. */
function named(control, what) {
  control.setAttribute("aria-label", `${control.textContent}: ${what}`);
  return control;
}

/** Show how far a job is; without news the bar is taken away. */
export function showProgress(card, news) {
  let box = card.querySelector(".progress");
  if (!news) {
    box?.remove();
    return;
  }
  if (!box) {
    const bar = element("progress", "");
    bar.max = 1;
    bar.setAttribute("aria-label", "Progress");
    box = element("div", "progress", bar, element("p", ""));
    card.append(box);
  }
  box.firstChild.value = news.done;
  const left = news.seconds_left === null ? "" : `, about ${duration(news.seconds_left)} left`;
  const line = `${news.stage}: ${Math.round(news.done * 100)} %${left}`;
  if (box.lastChild.textContent !== line) box.lastChild.textContent = line;
}

function duration(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
