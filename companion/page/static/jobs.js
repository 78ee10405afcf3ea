// Queue and history: the job list, redrawn where it changed, with live progress.

import { jobCard, showProgress } from "./job_card.js";
import { get, post, tell } from "./talk.js";

const queue = document.getElementById("queue");
const history = document.getElementById("history");
const pause = document.getElementById("pause");
const cards = new Map();
let paused = false;
let working = [];

/** Show these jobs, newest first; a card whose job did not change stays as it is. */
function show(jobs) {
  const there = new Set();
  const lists = [[queue, jobs.filter((job) => !job.ended).reverse()], [history, jobs.filter((job) => job.ended)]];
  for (const [list, shown] of lists) {
    let after = null;
    for (const job of shown) {
      there.add(job.id);
      const card = cardOf(job);
      const place = after ? after.nextElementSibling : list.firstElementChild;
      if (card !== place) list.insertBefore(card, place);
      after = card;
    }
  }
  for (const [id, { card }] of cards) {
    if (!there.has(id)) {
      card.remove();
      cards.delete(id);
    }
  }
  document.getElementById("welcome").hidden = jobs.length > 0;
  document.getElementById("queue-empty").hidden = lists[0][1].length > 0;
  document.getElementById("history-empty").hidden = lists[1][1].length > 0;
}

function cardOf(job) {
  const text = JSON.stringify(job);
  const known = cards.get(job.id);
  if (known?.text === text) return known.card;
  const card = jobCard(job);
  known?.card.replaceWith(card);
  cards.set(job.id, { text, card });
  return card;
}

function live(state) {
  working = state.working;
  paused = state.paused;
  pause.textContent = paused ? "Resume" : "Pause";
  pause.setAttribute("aria-pressed", String(paused));
  showLive();
}

function showLive() {
  const busy = new Map(working.map((each) => [each.job, each]));
  for (const [id, { card }] of cards) showProgress(card, busy.get(id));
}

let loading = Promise.resolve();

/** Load the list again; one load at a time, so that an older answer never hides a newer one. */
function reload() {
  loading = loading.then(async () => {
    try {
      show(await get("api/jobs"));
      showLive();
    } catch (error) {
      tell(error.message);
    }
  });
}

pause.addEventListener("click", () => post("api/command", { type: paused ? "resume" : "pause" })
  .catch((error) => tell(error.message)));

const news = new EventSource("api/events");
news.addEventListener("jobs", reload);
news.addEventListener("live", (event) => live(JSON.parse(event.data)));
news.addEventListener("error", () => tell("The companion does not answer. Is it still running?"));
news.addEventListener("closed", () => {
  news.close();
  tell("The companion was closed. Open the page again when it runs.");
});
