"""What changed below Songs: events, settling, looking through."""

from companion.watching.watcher import Watcher

__all__ = ["Watcher"]
