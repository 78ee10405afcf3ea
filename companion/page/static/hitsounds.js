// Hitsounds, synthesised: the companion brings no samples of the game along.

const WHISTLE = 2, FINISH = 4, CLAP = 8, TICK = 16;
const NORMAL = 1, SOFT = 2, DRUM = 3;
const SECONDS = { hit: 0.12, whistle: 0.3, finish: 0.9, clap: 0.18, tick: 0.05, don: 0.2, kat: 0.12 };

export class Hitsounds {
  constructor() {
    this.samples = new Map();
    this.sounds = [];
    this.next = 0;
    this.under = new Set(); // handed over and not yet over
  }

  /** Be heard through a context. */
  open(context) {
    this.context = context;
    this.gain = context.createGain();
    this.gain.connect(context.destination);
  }

  /** What will be heard: rows of time, normal set, addition set, bits, volume, in order of time. */
  load(sounds, mode) {
    this.sounds = sounds;
    this.taiko = mode === 1;
  }

  /** Go on with the first sound at or after a time. */
  startFrom(ms) {
    this.next = this.sounds.findIndex((sound) => sound[0] >= ms - 1);
    if (this.next < 0) this.next = this.sounds.length;
  }

  /** Hand everything before a time over; `clock` turns ms of the song into the context's seconds. */
  playUntil(ms, clock) {
    while (this.next < this.sounds.length && this.sounds[this.next][0] < ms) {
      const [time, normal, addition, bits, volume] = this.sounds[this.next++];
      for (const [name, set, loud] of this.parts(normal, addition, bits)) {
        this.play(name, set, loud * volume / 100, Math.max(clock(time), this.context.currentTime));
      }
    }
  }

  /** Take back what was handed over and is not heard yet. */
  silence() {
    for (const source of this.under) source.stop();
    this.under.clear();
  }

  parts(normal, addition, bits) {
    if (this.taiko) {
      const big = bits & FINISH ? 1 : 0.75;
      return [[bits & (WHISTLE | CLAP) ? "kat" : "don", DRUM, big]];
    }
    if (bits & TICK) return [["tick", normal, 0.5]];
    const parts = [["hit", normal, 0.8]];
    if (bits & WHISTLE) parts.push(["whistle", addition, 0.5]);
    if (bits & FINISH) parts.push(["finish", addition, 0.6]);
    if (bits & CLAP) parts.push(["clap", addition, 0.7]);
    return parts;
  }

  play(name, set, volume, when) {
    const source = this.context.createBufferSource();
    source.buffer = this.sample(name, set);
    const gain = this.context.createGain();
    gain.gain.value = volume;
    source.connect(gain).connect(this.gain);
    source.onended = () => {
      this.under.delete(source);
      gain.disconnect();
    };
    source.start(when);
    this.under.add(source);
  }

  sample(name, set) {
    const key = `${name} ${set}`;
    if (!this.samples.has(key)) this.samples.set(key, synthesise(this.context, name, set));
    return this.samples.get(key);
  }
}

/** A sample: tones and noise that die away, brighter for normal, rounder for soft, deeper for drum. */
function synthesise(context, name, set) {
  const rate = context.sampleRate;
  const length = Math.ceil(SECONDS[name] * rate);
  const buffer = context.createBuffer(1, length, rate);
  const wave = buffer.getChannelData(0);
  const recipe = RECIPES[name](set);
  const noise = noiseSource(7 + set);
  let low = 0;
  for (let i = 0; i < length; i++) {
    const t = i / rate;
    low += (noise() - low) * recipe.bright; // a one-pole low pass
    const hiss = (recipe.high ? noise() - low : low) * recipe.noise * Math.exp(-t / recipe.hissFades);
    const pitch = recipe.from + (recipe.to - recipe.from) * Math.min(1, t / recipe.glide);
    const tone = Math.sin(2 * Math.PI * pitch * t) * recipe.tone * Math.exp(-t / recipe.toneFades);
    const edge = Math.min(1, i / 24, (length - i) / 400); // no clicks at the ends
    wave[i] = (hiss + tone) * edge;
  }
  return buffer;
}

const deep = (set, normal, soft, drum) => ({ [NORMAL]: normal, [SOFT]: soft, [DRUM]: drum })[set] ?? normal;
const base = { bright: 0.5, high: false, noise: 0, hissFades: 0.02, from: 400, to: 400, glide: 0.05, tone: 0, toneFades: 0.03 };
const RECIPES = {
  hit: (set) => ({ ...base, bright: deep(set, 0.7, 0.25, 0.3), noise: deep(set, 0.7, 0.6, 0.5), hissFades: deep(set, 0.018, 0.014, 0.02),
    from: deep(set, 620, 300, 190), to: deep(set, 420, 240, 90), tone: deep(set, 0.5, 0.35, 0.8), toneFades: deep(set, 0.02, 0.025, 0.05) }),
  whistle: (set) => ({ ...base, from: deep(set, 1250, 980, 620), to: deep(set, 1250, 980, 560), tone: 0.45, toneFades: 0.12 }),
  finish: (set) => ({ ...base, high: true, bright: deep(set, 0.35, 0.5, 0.25), noise: deep(set, 0.6, 0.45, 0.6), hissFades: deep(set, 0.28, 0.22, 0.25),
    from: deep(set, 340, 420, 110), to: deep(set, 340, 420, 70), tone: deep(set, 0.05, 0.05, 0.5), toneFades: 0.15 }),
  clap: (set) => ({ ...base, bright: deep(set, 0.6, 0.4, 0.5), high: set === SOFT, noise: 0.9, hissFades: deep(set, 0.045, 0.035, 0.06),
    from: 240, to: 180, tone: deep(set, 0.15, 0.1, 0.4), toneFades: 0.04 }),
  tick: () => ({ ...base, from: 1500, to: 1300, tone: 0.5, toneFades: 0.01 }),
  don: () => ({ ...base, bright: 0.2, noise: 0.25, from: 170, to: 75, tone: 0.95, toneFades: 0.07 }),
  kat: () => ({ ...base, bright: 0.7, high: true, noise: 0.6, hissFades: 0.015, from: 1050, to: 850, tone: 0.5, toneFades: 0.02 }),
};

/** The same noise at every visit. */
function noiseSource(seed) {
  let state = seed * 2654435761 >>> 0;
  return () => {
    state = state * 1664525 + 1013904223 >>> 0;
    return state / 2147483648 - 1;
  };
}
