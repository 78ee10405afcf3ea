// Settings: every control writes its own key when it is changed.

import { post, tell } from "./talk.js";
import { severalWords } from "./words.js";

const form = document.getElementById("settings");

for (const control of form.querySelectorAll("input, select")) {
  const origin = control.closest(".field").querySelector(".origin");
  control.disabled = origin.dataset.fixed === "true";
  if (control.dataset.kind !== "words") continue;
  control.dataset.words = origin.dataset.words;
  severalWords(control);
}

/** The value as the file has it; null takes the key out of it. */
function valueOf(control) {
  if (control.type === "checkbox") return control.checked;
  if (control.dataset.kind === "words") return control.words.length ? control.words : null;
  if (control.value.trim() === "") return null;
  return control.dataset.kind === "number" ? Number(control.value) : control.value.trim();
}

async function save(control) {
  const origin = control.closest(".field").querySelector(".origin");
  try {
    if (control.validity.badInput) throw new Error("This is no number. The setting stays as it was.");
    const value = valueOf(control);
    await post("api/setting", { key: control.name, value });
    control.removeAttribute("aria-invalid");
    origin.textContent = value === null ? "The default counts again." : "Saved. It counts from the next start.";
  } catch (error) {
    control.setAttribute("aria-invalid", "true");
    origin.textContent = error.message;
    tell(error.message);
  }
}

form.addEventListener("change", (event) => save(event.target));
form.addEventListener("words", (event) => save(event.target));
form.addEventListener("submit", (event) => event.preventDefault());
