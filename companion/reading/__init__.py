"""Reads for the loop what may be large, below Songs and among the reports, on a thread of its own."""

from companion.reading.orders import (
    AskRead,
    JobRead,
    MarkersRead,
    Read,
    ReadAsk,
    ReadJob,
    ReadMarkers,
    ReadRequest,
    RequestRead,
    ToRead,
)
from companion.reading.reader import Reader, carry_out

__all__ = [
    "AskRead",
    "JobRead",
    "MarkersRead",
    "Read",
    "ReadAsk",
    "ReadJob",
    "ReadMarkers",
    "ReadRequest",
    "Reader",
    "RequestRead",
    "ToRead",
    "carry_out",
]
