"""Request files, the words a mapper may use in them, and the errors they get back."""

from companion.requests.request import Request

__all__ = ["Request"]
