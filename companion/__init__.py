"""The daemon that watches the Songs folder, and its faces: tray, notifications, command line."""

NAME = "osu! companion"
"""What the program is called wherever a mapper sees it."""

PACKAGE = "osu-companion"
"""What it is called where it is installed."""
