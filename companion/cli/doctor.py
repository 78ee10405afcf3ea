"""`companion doctor`: what was looked at, as a table or as JSON."""

from __future__ import annotations

import json
import sys

from rich.console import Console
from rich.markup import escape

from companion.health import Finding, examine


def show_examination() -> bool:
    """Print each finding as soon as it is there; whether all are good."""
    console = Console(highlight=False)
    good = True
    for each in examine():
        good = good and each.good
        mark = "[green]ok[/]" if each.good else "[bold red]!![/]"
        console.print(f"{mark} [bold]{escape(each.name)}[/]: {escape(each.value)}", soft_wrap=True)
        if not each.good:
            console.print(f"   [yellow]{escape(each.remedy)}[/]", soft_wrap=True)
    console.print("Everything works." if good else "Mend what is marked with !! and look again.")
    return good


def print_examination() -> bool:
    """Print all findings as one JSON object; whether all are good."""
    findings = list(examine())
    good = all(each.good for each in findings)
    values = {"good": good, "findings": [_plain(each) for each in findings]}
    sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")
    return good


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "value": finding.value,
        "good": finding.good,
        "remedy": finding.remedy,
    }
