// The list: gravest and most surprising first, with filters; what is minor is folded away at first.
const report = JSON.parse(document.getElementById("report").textContent);
const served = document.getElementById("back") !== null;
const SEVERITIES = ["problem", "warning", "minor"];
const shown = {severity: new Set(["problem", "warning"]), category: new Set()};
const articles = [];
const ignored = new Set();

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function article(each, i) {
  const heading = element("h3", {});
  if (each.link) heading.append(element("a", {href: each.link}, clock(each.time)), " ");
  else heading.append("Whole map ");
  heading.append(element("span", {class: "severity"}, each.severity));
  const made = element("article", {class: each.severity, id: `s${i}`}, heading, element("p", {class: "what"}, each.message));
  const expectation = each.expected ? `Found ${each.found || "this"}, expected ${each.expected}. ` : each.found ? `Found ${each.found}. ` : "";
  made.append(element("p", {class: "details"}, `${expectation}${each.category}, ${each.check}, ${each.score} bits`));
  const drawing = drawPlayfield(each);
  if (drawing) made.append(element("div", {class: "drawing"}, drawing));
  made.append(served ? buttons(each) : lines(each));
  return made;
}

// In a file of its own a report cannot reach the companion: it says what to type.
function lines(each) {
  return element("details", {}, element("summary", {}, "Not this one, or not this check here"),
    element("code", {}, `companion ignore "${report.file}" ${each.id}`),
    element("code", {}, `companion ignore "${report.file}" ${each.check}`));
}

function buttons(each) {
  return element("p", {class: "buttons"},
    ignoring("Not this one", {name: each.id, check: false}, other => other.id === each.id),
    ignoring("Not this check here", {name: each.check, check: true}, other => other.check === each.check));
}

function ignoring(label, what, covers) {
  const made = element("button", {type: "button"}, label);
  made.addEventListener("click", async () => {
    made.disabled = true;
    const answer = await fetch("api/ignore", {method: "POST", headers: {"Content-Type": "application/json"},
      body: JSON.stringify({map: report.file, ...what})}).catch(() => null);
    if (!answer?.ok) {
      const told = await answer?.json().catch(() => null);
      made.disabled = false;
      made.textContent = told?.error ?? "The companion does not answer. Is it still running?";
      return;
    }
    report.suggestions.forEach((other, i) => { if (covers(other)) ignored.add(i); });
    show();
  });
  return made;
}

const counted = [];  // what says a number, and says it anew when something is ignored

function filterBox(kind, names) {
  const box = element("fieldset", {}, element("legend", {}, kind === "severity" ? "Severity" : "Category"));
  for (const name of names) {
    const input = element("input", {type: "checkbox", name: `${kind}-${name}`});
    input.checked = shown[kind].has(name);
    input.addEventListener("change", () => {
      if (input.checked) shown[kind].add(name); else shown[kind].delete(name);
      show();
    });
    const words = document.createElement("span");
    counted.push(() => { words.textContent = `${name} (${count(kind, name)})`; });
    box.append(element("label", {}, input, words));
  }
  return box;
}

function count(kind, name) {
  return report.suggestions.filter((each, i) => each[kind] === name && !ignored.has(i)).length;
}

function summarize() {
  const graves = name => count("severity", name);
  const many = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  document.getElementById("summary").textContent = `${many(graves("problem"), "problem")}, ${many(graves("warning"), "warning")}, `
    + `${graves("minor")} minor. Looked at on ${report.made} with ${many(report.checks, "check")}.`;
}

function show() {
  summarize();
  for (const tell of counted) tell();
  report.suggestions.forEach((each, i) => {
    const visible = !ignored.has(i) && shown.severity.has(each.severity) && shown.category.has(each.category);
    articles[i].hidden = !visible;
    articles[i].style.display = visible ? "" : "none";
    dots.get(i)?.setAttribute("opacity", ignored.has(i) ? 0 : visible ? 1 : .25);
  });
}

function choose(i) {
  const {severity, category} = report.suggestions[i];
  shown.severity.add(severity);
  shown.category.add(category);
  for (const name of [`severity-${severity}`, `category-${category}`]) document.getElementsByName(name)[0].checked = true;
  show();
  for (const each of articles) each.classList.toggle("chosen", each === articles[i]);
  articles[i].scrollIntoView({block: "center"});
  articles[i].querySelector("a, summary")?.focus({preventScroll: true});
}

document.title = `${report.difficulty}: modding report`;
document.getElementById("title").textContent = `${report.song} [${report.difficulty}]`;
const categories = [...new Set(report.suggestions.map(each => each.category))].sort();
for (const name of categories) shown.category.add(name);
if (!report.suggestions.some(each => each.severity !== "minor")) shown.severity.add("minor");
const dots = drawTimeline(document.getElementById("timeline"), choose);
document.getElementById("filter").append(filterBox("severity", SEVERITIES), filterBox("category", categories));
articles.push(...report.suggestions.map(article));
document.getElementById("list").append(...articles);
if (!articles.length) document.getElementById("list").append(element("p", {}, "Nothing to say. Well done."));
if (report.notes.length) {
  const notes = document.getElementById("notes");
  notes.hidden = false;
  notes.querySelector("ul").append(...report.notes.map(note => element("li", {}, note)));
}
show();
