"""Reports of modding: kept, compared with the one before, thinned by what the mapper ignores, and shown."""

from companion.reports.delta import Delta, compare
from companion.reports.ignoring import Ignoring
from companion.reports.lane import ModLane, ModRules
from companion.reports.store import Reports, ReportsError, Stored

__all__ = ["Delta", "Ignoring", "ModLane", "ModRules", "Reports", "ReportsError", "Stored", "compare"]
