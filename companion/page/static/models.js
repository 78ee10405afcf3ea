// The checkpoints: what each is, whether it is here, and the command that gets or removes it.

import { element, get } from "./talk.js";

const state = document.getElementById("state");

/** The words, with every address in them as a link. */
function linked(words) {
  return words.split(/(https:\/\/\S+)/).map((part) => {
    if (!part.startsWith("https://")) return part;
    const link = element("a", "", part);
    link.href = part;
    return link;
  });
}

function card({ name, here, megabytes, modes, tasks, good_for, licence, command }) {
  const size = megabytes ? `${megabytes} MB` : "size unknown";
  const place = here ? element("span", "here-word", "here") : "not downloaded";
  const able = tasks === "-" ? "no task of its own" : tasks;
  return element("li", here ? "here" : "",
    element("h2", "", name),
    element("p", "", good_for),
    element("p", "", `${size}, `, place),
    element("p", "", `${modes}: ${able}`),
    element("p", "", "Licence: ", ...linked(licence)),
    element("p", "", here ? "Remove it: " : "Download it: ", element("code", "", command)));
}

try {
  document.getElementById("models").replaceChildren(...(await get("api/models")).map(card));
  state.textContent = "";
} catch (error) {
  state.textContent = error.message;
}
