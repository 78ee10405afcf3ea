"""Request files, markers, the words a mapper may use in them, and the errors they get back."""

from companion.requests.errors import REQUEST_SUFFIX, RequestError, reply_to
from companion.requests.markers import Marker, Standing, read_markers, stood_before, without_markers
from companion.requests.reading import complete, known_keys, read_request
from companion.requests.request import Request

__all__ = [
    "REQUEST_SUFFIX",
    "Marker",
    "Request",
    "RequestError",
    "Standing",
    "complete",
    "known_keys",
    "read_markers",
    "read_request",
    "reply_to",
    "stood_before",
    "without_markers",
]
