// A choice of several words: known ones are pressed, others typed; pressing one again takes it away.

import { element } from "./talk.js";

/** Make a field hold several words; its `words` property is the list, and a `words` event says it changed. */
export function severalWords(input) {
  const box = element("div", "words");
  const known = JSON.parse(input.dataset.known ?? "[]");
  input.words = JSON.parse(input.dataset.words ?? "[]");
  input.after(box);

  function add() {
    for (const word of input.value.split(",").map((each) => each.trim())) {
      if (word && !input.words.includes(word)) input.words.push(word);
    }
    input.value = "";
    show();
    said();
  }

  function said() {
    input.dispatchEvent(new Event("words", { bubbles: true }));
  }

  function show() {
    const typed = input.words.filter((word) => !known.includes(word));
    box.replaceChildren(...[...known, ...typed].map((word) => {
      const made = element("button", "", word);
      made.type = "button";
      made.setAttribute("aria-pressed", String(input.words.includes(word)));
      made.addEventListener("click", () => {
        toggle(word);
        [...box.children].find((each) => each.textContent === word)?.focus();
      });
      return made;
    }));
  }

  function toggle(word) {
    if (input.words.includes(word)) input.words.splice(input.words.indexOf(word), 1);
    else input.words.push(word);
    show();
    said();
  }

  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== ",") return;
    event.preventDefault();
    add();
  });
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    add();
  });
  show();
}
