"""The daemon that watches the Songs folder, and its faces: tray, notifications, command line."""
