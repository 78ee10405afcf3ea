"""Request files, markers, the words a mapper may use in them, and the errors they get back."""

from companion.requests.errors import ERROR_SUFFIX, REQUEST_SUFFIX, RequestError, reply_to, unreadable
from companion.requests.mapset import difficulties_in, is_text
from companion.requests.markers import (
    PREFIX,
    Marker,
    Standing,
    asked_by,
    marker_home,
    read_markers,
    stood_before,
    without_markers,
)
from companion.requests.reading import NEED_A_MAP, complete, known_keys, read_request
from companion.requests.request import Request

__all__ = [
    "ERROR_SUFFIX",
    "NEED_A_MAP",
    "PREFIX",
    "REQUEST_SUFFIX",
    "Marker",
    "Request",
    "RequestError",
    "Standing",
    "asked_by",
    "complete",
    "difficulties_in",
    "is_text",
    "known_keys",
    "marker_home",
    "read_markers",
    "read_request",
    "reply_to",
    "stood_before",
    "unreadable",
    "without_markers",
]
