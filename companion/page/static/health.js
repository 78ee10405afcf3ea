// Looks whether everything works here, and shows each finding as soon as it is there.

import { element } from "./talk.js";

const look = document.getElementById("look");
const findings = document.getElementById("findings");
const verdict = document.getElementById("verdict");

function show({ name, value, remedy }) {
  const line = element("li", remedy ? "bad" : "", element("b", "", name), `: ${value} `);
  if (remedy) line.append(element("span", "bad-word", "Mend this:"), element("p", "", remedy));
  findings.append(line);
}

function end(words) {
  look.disabled = false;
  verdict.textContent = words;
}

look.addEventListener("click", () => {
  look.disabled = true;
  findings.replaceChildren();
  verdict.textContent = "Looking ...";
  const news = new EventSource("api/health");
  news.addEventListener("finding", (event) => show(JSON.parse(event.data)));
  news.addEventListener("done", () => {
    news.close();
    end(findings.querySelector(".bad") ? "Mend what is marked and look again." : "Everything works.");
  });
  news.addEventListener("error", () => {
    news.close();
    end("The companion does not answer. Is it still running?");
  });
});
