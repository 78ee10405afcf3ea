// The form for a job: shows what goes with the chosen task, and sends the words a request file would have.

import { chooser } from "./chooser.js";
import { post } from "./talk.js";
import { severalWords } from "./words.js";

const form = document.getElementById("asking");
const refusal = document.getElementById("refusal");
let mapset = null;
let file = "";

function showTask() {
  const task = form.elements.task.value;
  for (const part of form.querySelectorAll("[data-tasks]")) part.hidden = !part.dataset.tasks.split(" ").includes(task);
}

function request() {
  const words = { task: form.elements.task.value, mapset, engine: document.getElementById("engine").value };
  if (file) words.map = file;
  const model = document.getElementById("model").value.trim();
  if (model) words.model = model;
  const between = document.getElementById("between");
  if (asked(between) && between.value.trim()) words.between = between.value.trim();
  const inPlace = document.getElementById("in-place");
  if (asked(inPlace) && inPlace.checked) words.in_place = true;
  for (const control of form.querySelectorAll("details [data-kind], details select[name]")) {
    if (!asked(control)) continue;
    const value = valueOf(control);
    if (value !== undefined) words[control.name] = value;
  }
  return words;
}

/** Whether a control goes with the chosen task. */
function asked(control) {
  return !control.closest("[data-tasks]")?.hidden;
}

/** What a control says; nothing when it is left open. */
function valueOf(control) {
  const text = control.value.trim();
  switch (control.dataset.kind) {
    case "yes": return control.checked || undefined;
    case "words": return control.words.length ? control.words : undefined;
    case "number": return text === "" ? undefined : Number(text);
    case "yes_no": return text === "" ? undefined : text === "true";
    default: return text || undefined;
  }
}

for (const input of form.querySelectorAll("[data-kind=words]")) severalWords(input);
for (const range of form.querySelectorAll("input[type=range]")) {
  const number = form.elements[range.dataset.for];
  range.addEventListener("input", () => { number.value = range.value; });
  number.addEventListener("input", () => { range.value = number.value || 0; });
}
form.addEventListener("change", (event) => {
  if (event.target.name === "task") showTask();
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  refusal.hidden = true;
  try {
    if (mapset === null) throw new Error("Choose a mapset first.");
    await post("api/request", request());
    location.href = "./";
  } catch (error) {
    refusal.textContent = error.message;
    refusal.hidden = false;
    refusal.scrollIntoView({ block: "nearest" });
  }
});
showTask();
chooser(form.querySelector(".chooser"), (name, chosen) => {
  mapset = name;
  file = chosen;
});
