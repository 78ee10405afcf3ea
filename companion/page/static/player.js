// The song, played from memory: decoded once, so that every place in it is exact to the sample; hitsounds on the same clock.

import { Hitsounds } from "./hitsounds.js";
import { RATE, Song } from "./song.js";
import { reached } from "./talk.js";

const AHEAD = 0.3; // seconds that hitsounds are handed over before they are heard

export class Player {
  constructor() {
    this.context = null; // a browser lets it begin only when something was pressed
    this.hitsounds = new Hitsounds();
    this.volumes = { song: 1, hitsounds: 1 };
    this.buffer = null;
    this.song = null; // while it plays
    this.speed = 1;
    this.place = 0; // ms, where it stands while paused, and where it began while it plays
    this.began = 0; // of the context's clock, s
    this.ended = () => {};
  }

  /** Load and decode a song; an Error whose message is for the mapper where that does not work. */
  async load(address) {
    const response = await reached(fetch(address));
    if (!response.ok) throw new Error((await response.json()).error);
    try {
      this.buffer = await new OfflineAudioContext(2, 1, RATE).decodeAudioData(await response.arrayBuffer());
    } catch {
      throw new Error("This browser cannot play the song; the objects can still be looked at.");
    }
    return this.buffer;
  }

  open() {
    this.context = new AudioContext({ latencyHint: "interactive", sampleRate: RATE });
    this.songGain = this.context.createGain();
    this.songGain.connect(this.context.destination);
    this.hitsounds.open(this.context);
    this.setVolumes(this.volumes);
  }

  /** Loudness of the song and of the hitsounds, 0 to 1. */
  setVolumes(volumes) {
    this.volumes = volumes;
    if (!this.context) return;
    this.songGain.gain.value = volumes.song;
    this.hitsounds.gain.gain.value = volumes.hitsounds;
  }

  /** Length, ms. */
  get duration() {
    return this.buffer ? this.buffer.duration * 1000 : 0;
  }

  get playing() {
    return this.song !== null;
  }

  /** Place in the song that is heard now, ms. */
  get time() {
    if (!this.playing) return this.place;
    return Math.min(this.duration, this.placeAt(this.heard()));
  }

  placeAt(clock) {
    return this.place + Math.max(0, clock - this.began) * 1000 * this.speed;
  }

  /** The context's clock at what leaves the speakers now; it lags behind what is handed over. */
  heard() {
    const stamp = this.context.getOutputTimestamp();
    if (!stamp.performanceTime) return this.context.currentTime;
    const now = stamp.contextTime + (performance.now() - stamp.performanceTime) / 1000;
    return Math.min(now, this.context.currentTime);
  }

  async play() {
    if (this.playing || !this.buffer) return;
    if (!this.context) this.open();
    await this.context.resume();
    if (this.place >= this.duration) this.place = 0;
    this.start();
  }

  start() {
    // on a whole sample, for the pieces of a stretched song are laid end to end
    this.began = Math.ceil((this.context.currentTime + 0.05) * RATE) / RATE;
    this.song = new Song(this.context, this.songGain, this.buffer, this.place, this.speed, this.began);
    this.hitsounds.startFrom(this.place);
  }

  pause() {
    if (!this.playing) return;
    this.place = this.time;
    this.song.stop();
    this.song = null;
    this.hitsounds.silence();
  }

  seek(ms) {
    const playing = this.playing;
    this.pause();
    this.place = Math.min(Math.max(0, ms), this.duration);
    if (playing) this.start();
  }

  setSpeed(speed) {
    const playing = this.playing;
    this.pause();
    this.speed = speed;
    if (playing) this.start();
  }

  /** Other hitsounds from now on: another difficulty is shown. */
  setSounds(sounds, mode) {
    this.hitsounds.load(sounds, mode);
    this.hitsounds.silence();
    this.hitsounds.startFrom(this.time);
  }

  /** Hand over what is heard in the next moment; called with every frame. */
  tick() {
    if (!this.playing) return;
    if (this.time >= this.duration) {
      this.pause();
      this.ended();
      return;
    }
    this.song.tick();
    const until = this.placeAt(this.context.currentTime + AHEAD);
    this.hitsounds.playUntil(until, (ms) => this.began + (ms - this.place) / 1000 / this.speed);
  }
}
