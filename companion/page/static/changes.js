// Where two difficulties differ: parts of the song for the waveform.

const TOGETHER = 1500; // ms between changes that count as one part

/** Parts (start, end in ms) in which something was added, taken away, moved or given another sound. */
export function changesBetween(before, after) {
  const changed = [...unlike(lines(before), lines(after)), ...unlike(lines(after), lines(before))];
  changed.sort((a, b) => a[0] - b[0]);
  const parts = [];
  for (const [time, end] of changed) {
    const last = parts.at(-1);
    if (last && time - last[1] < TOGETHER) last[1] = Math.max(last[1], end);
    else parts.push([time, end]);
  }
  return parts;
}

/** Everything seen and heard as text to compare, with the time it takes. */
function lines(map) {
  const objects = map.objects.map(({ kind, time, end, x, y, path }) => [JSON.stringify([kind, time, end, x, y, path]), [time, end]]);
  const sounds = map.sounds.map((sound) => [JSON.stringify(sound), [sound[0], sound[0]]]);
  return new Map([...objects, ...sounds]);
}

function unlike(some, others) {
  return [...some].filter(([text]) => !others.has(text)).map(([, part]) => part);
}
