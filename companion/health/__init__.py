"""Whether everything works on this machine, and what to do where it does not."""

from companion.health.examination import examine
from companion.health.finding import Finding

__all__ = ["Finding", "examine"]
