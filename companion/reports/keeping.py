"""Keeping a report, and finding what is new in it."""

from __future__ import annotations

import hashlib

from companion.reports.delta import compare
from companion.reports.edit import Edit
from companion.reports.orders import Compared, KeepReport
from companion.reports.spots import told_once
from companion.reports.store import Reports


def keep_report(reports: Reports, order: KeepReport) -> Compared:
    """Keep a report; the first of a difficulty is where the counting begins."""
    sha256 = hashlib.sha256(order.content).hexdigest()
    before = reports.latest(order.path, other_than=sha256)
    reports.add(order.path, order.content, order.report)
    ignoring = reports.ignoring(order.path)
    kept = ignoring.thin(order.report)
    if before is None:
        return Compared(kept, None)
    delta = compare(ignoring.thin(before.report), kept).at_least(order.tell)
    return Compared(kept, told_once(delta, Edit.between(before.content, order.content)) if delta else delta)
