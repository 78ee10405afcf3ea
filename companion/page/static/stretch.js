// Slower and faster at the same pitch: short pieces of the song laid over each other where they fit best
// (waveform similarity overlap-add, Verhelst and Roelands 1993).

const PIECE = 1024; // samples
const HOP = PIECE / 2; // between pieces of what is heard
const REACH = 256; // samples a piece may be taken earlier or later
const COARSE = 8; // samples skipped in the first look

const WINDOW = Float32Array.from({ length: PIECE }, (_, i) => 0.5 - 0.5 * Math.cos(2 * Math.PI * i / PIECE));

export class Stretcher {
  /** `channels` of a song, played at a speed from a sample on. */
  constructor(channels, speed, start) {
    this.channels = channels;
    this.speed = speed;
    this.start = start;
    this.piece = 0; // number of the next one
    this.natural = null; // where the last piece would go on by itself
    this.tails = channels.map(() => new Float32Array(HOP));
  }

  /** Whether the song is over. */
  get over() {
    return this.wanted() >= this.channels[0].length;
  }

  /** Where the next piece should be taken from: its middle is heard when it should be. */
  wanted() {
    return this.start + Math.round((this.piece * HOP + HOP) * this.speed - HOP);
  }

  /** The next samples of each channel: so many hops. */
  next(hops) {
    const heard = this.channels.map(() => new Float32Array(hops * HOP));
    for (let hop = 0; hop < hops; hop++) {
      const from = this.natural === null ? this.wanted() : this.fitting(this.wanted());
      this.channels.forEach((channel, c) => {
        for (let i = 0; i < HOP; i++) {
          heard[c][hop * HOP + i] = this.tails[c][i] + WINDOW[i] * (channel[from + i] ?? 0);
          this.tails[c][i] = WINDOW[HOP + i] * (channel[from + HOP + i] ?? 0);
        }
      });
      this.natural = from + HOP;
      this.piece += 1;
    }
    return heard;
  }

  /** Near a place, the one that looks most like what would follow by itself. */
  fitting(wanted) {
    let best = this.best(wanted - REACH, wanted + REACH, COARSE);
    best = this.best(best - COARSE, best + COARSE, 1);
    return best;
  }

  best(first, last, step) {
    const wave = this.channels[0];
    let best = first, most = -Infinity;
    for (let from = first; from <= last; from += step) {
      if (from < 0 || from + HOP >= wave.length) continue;
      let alike = 0, loud = 1e-9;
      for (let i = 0; i < HOP; i += COARSE) {
        const sample = wave[from + i];
        alike += sample * (wave[this.natural + i] ?? 0);
        loud += sample * sample;
      }
      alike /= Math.sqrt(loud);
      if (alike > most) [best, most] = [from, alike];
    }
    return most === -Infinity ? Math.max(0, first) : best;
  }
}

/** Samples in one hop. */
export const HOP_SAMPLES = HOP;
