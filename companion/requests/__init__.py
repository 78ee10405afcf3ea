"""Request files, the words a mapper may use in them, and the errors they get back."""

from companion.requests.errors import REQUEST_SUFFIX, RequestError, reply_to
from companion.requests.reading import complete, known_keys, read_request
from companion.requests.request import Request

__all__ = ["REQUEST_SUFFIX", "Request", "RequestError", "complete", "known_keys", "read_request", "reply_to"]
