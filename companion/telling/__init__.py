"""The words of every message, notifications and the tray."""

from companion.telling.notice import Notice, Recent, TrayState

__all__ = ["Notice", "Recent", "TrayState"]
