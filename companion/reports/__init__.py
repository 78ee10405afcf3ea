"""Reports of modding: kept, compared with the one before, thinned by what the mapper ignores, and shown."""

from companion.reports.delta import Delta, compare
from companion.reports.ignoring import Ignoring
from companion.reports.keeping import keep_report
from companion.reports.lane import ModLane, ModRules
from companion.reports.orders import Compared, KeepReport, ReadSave, ReportKept, Save, SaveRead
from companion.reports.store import Reports, ReportsError, Stored

__all__ = [
    "Compared",
    "Delta",
    "Ignoring",
    "KeepReport",
    "ModLane",
    "ModRules",
    "ReadSave",
    "ReportKept",
    "Reports",
    "ReportsError",
    "Save",
    "SaveRead",
    "Stored",
    "compare",
    "keep_report",
]
