// The song as it is handed to the speakers: whole at its own speed, piece by piece at another one.

import { HOP_SAMPLES, Stretcher } from "./stretch.js";

export const RATE = 44100; // Hz, of songs and speakers alike, so that pieces join to the sample

const AHEAD = 0.6; // seconds handed over before they are heard
const HOPS = 16; // in one piece

export class Song {
  /** `buffer` played from `place` (ms) on at a speed, heard from `began` (s of the context's clock) on. */
  constructor(context, output, buffer, place, speed, began) {
    this.context = context;
    this.output = output;
    this.buffer = buffer;
    this.sources = new Set();
    if (speed === 1) {
      this.hand(buffer, began, place / 1000);
      return;
    }
    const channels = Array.from({ length: buffer.numberOfChannels }, (_, c) => buffer.getChannelData(c));
    this.stretcher = new Stretcher(channels, speed, Math.round(place / 1000 * RATE));
    this.next = began;
    this.tick();
  }

  /** Hand over what is heard next; called with every frame. */
  tick() {
    while (this.stretcher && !this.stretcher.over && this.next < this.context.currentTime + AHEAD) {
      const samples = this.stretcher.next(HOPS);
      const piece = this.context.createBuffer(samples.length, HOPS * HOP_SAMPLES, RATE);
      samples.forEach((channel, c) => piece.copyToChannel(channel, c));
      this.hand(piece, this.next, 0);
      this.next += HOPS * HOP_SAMPLES / RATE;
    }
  }

  hand(buffer, when, offset) {
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.output);
    source.onended = () => this.sources.delete(source);
    source.start(when, offset);
    this.sources.add(source);
  }

  stop() {
    for (const source of this.sources) source.stop();
    this.stretcher = null;
  }
}
