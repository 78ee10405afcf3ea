"""From the events a checkpoint said to a beatmap: timing, snapping, sliders, green lines."""
