"""The words of every message, notifications and the tray."""

from companion.telling.notice import Notice, Queued, Recent, Status, TrayState

__all__ = ["Notice", "Queued", "Recent", "Status", "TrayState"]
