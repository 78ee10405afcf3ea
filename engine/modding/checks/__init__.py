"""Rules: one file each, with its reason, its thresholds on top, and a `CHECK` that the registry finds."""
