"""Makes and judges maps; knows no daemon, no Songs folder and no tray."""
