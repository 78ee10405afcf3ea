// Talking to the companion, and telling the mapper what it answered.

const word = document.getElementById("word");
let fading;

/** Say a sentence at the foot of the page; it stays for a while. */
export function tell(sentence) {
  clearTimeout(fading);
  word.textContent = sentence;
  fading = setTimeout(() => { word.textContent = ""; }, 8000);
}

/** JSON from the companion; throws an Error whose message is for the mapper. */
export async function get(address) {
  return answered(await reached(fetch(address)));
}

/** Ask the companion for something; throws an Error whose message is for the mapper. */
export async function post(address, value) {
  const headers = { "Content-Type": "application/json" };
  return answered(await reached(fetch(address, { method: "POST", headers, body: JSON.stringify(value) })));
}

/** What came of a request; throws an Error for the mapper where nobody answers. */
export async function reached(request) {
  try {
    return await request;
  } catch {
    throw new Error("The companion does not answer. Is it still running?");
  }
}

async function answered(response) {
  if (response.headers.get("Content-Type")?.startsWith("application/json")) {
    const value = await response.json();
    if (response.ok) return value;
    throw new Error(value.error);
  }
  throw new Error(response.ok ? "The companion gave an odd answer." : await response.text());
}

/** A time in ms as the editor writes it. */
export function stamp(ms) {
  const two = (value) => String(Math.floor(value)).padStart(2, "0");
  return `${two(ms / 60000)}:${two(ms / 1000 % 60)}:${String(Math.floor(ms % 1000)).padStart(3, "0")}`;
}

/** An element with a class and content. */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/** A button that does something; while that is under way it cannot be pressed again. */
export function button(label, className, act) {
  const made = element("button", className, label);
  made.type = "button";
  made.addEventListener("click", async () => {
    made.disabled = true;
    try {
      await act();
    } catch (error) {
      tell(error.message);
    } finally {
      made.disabled = false;
    }
  });
  return made;
}
