"""`companion report`: the stored report on a difficulty as a page."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from companion.reports import Reports
from companion.reports.html import as_file
from settings import folders


def write_report(map_path: Path | None, output: Path | None) -> Path | None:
    """Write the last report on a difficulty as one HTML file.

    Args:
        map_path: the difficulty; none: the one that was modded last.
        output: where to write; none: among the reports.

    Returns:
        The page; none when there is no report.
    """
    with Reports.open(folders().reports) as reports:
        newest = reports.newest()
        stored = reports.latest(map_path) if map_path is not None else newest[0] if newest else None
        if stored is None:
            return None
        thinned = reports.ignoring(stored.map).thin(stored.report)
    name = hashlib.sha256(str(stored.map).encode()).hexdigest()[:12]
    path = output if output is not None else folders().reports.parent / f"{name}.html"
    path.write_text(as_file(replace(stored, report=thinned)), encoding="utf-8")
    return path
