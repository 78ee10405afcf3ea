"""Request files, markers, the words a mapper may use in them, and the errors they get back."""

from companion.requests.errors import REQUEST_SUFFIX, RequestError, reply_to
from companion.requests.markers import (
    PREFIX,
    Marker,
    Standing,
    asked_by,
    read_markers,
    stood_before,
    without_markers,
)
from companion.requests.reading import complete, known_keys, read_request
from companion.requests.request import Request

__all__ = [
    "PREFIX",
    "REQUEST_SUFFIX",
    "Marker",
    "Request",
    "RequestError",
    "Standing",
    "asked_by",
    "complete",
    "known_keys",
    "read_markers",
    "read_request",
    "reply_to",
    "stood_before",
    "without_markers",
]
