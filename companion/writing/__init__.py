"""The only code that writes below Songs: names, conflict check, atomic write, backup, undo."""

from companion.writing.orders import (
    Answer,
    Conflicted,
    NotWritten,
    Order,
    Prepare,
    Prepared,
    Publish,
    Published,
    RemoveRequest,
    RequestGone,
    ReturnRequest,
    Sweep,
    TakeBack,
    TakenBack,
)
from companion.writing.writer import Writer

__all__ = [
    "Answer",
    "Conflicted",
    "NotWritten",
    "Order",
    "Prepare",
    "Prepared",
    "Publish",
    "Published",
    "RemoveRequest",
    "RequestGone",
    "ReturnRequest",
    "Sweep",
    "TakeBack",
    "TakenBack",
    "Writer",
]
