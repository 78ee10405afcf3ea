"""The local page: queue, history, forms, preview, settings; served to this machine only."""

from companion.page.address import read_address
from companion.page.live import Live, Working
from companion.page.page import Page

__all__ = ["Live", "Page", "Working", "read_address"]
