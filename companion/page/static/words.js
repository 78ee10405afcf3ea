// A text field for several words: Enter or a comma adds one, its button takes it away again.

import { element } from "./talk.js";

/** Make a field hold several words; its `words` property is the list, and a `words` event says it changed. */
export function severalWords(input) {
  const box = element("div", "words");
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
    box.replaceChildren(...input.words.map((word) => {
      const made = element("button", "", `${word} ×`);
      made.type = "button";
      made.setAttribute("aria-label", `Take ${word} away`);
      made.addEventListener("click", () => {
        input.words.splice(input.words.indexOf(word), 1);
        show();
        said();
        input.focus();
      });
      return made;
    }));
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
