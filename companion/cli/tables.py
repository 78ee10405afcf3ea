"""The tables that commands print for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from companion.jobs import Job
from settings import Row


def print_jobs(found: Sequence[tuple[Job, list[str]]]) -> None:
    """Each job with the names of the files it wrote."""
    table = Table("Job", "Task", "Mapset", "State", "Result")
    for job, names in found:
        story = ", ".join(names) or job.story
        table.add_row(str(job.id), job.request.task, job.request.mapset.name, job.state, story)
    Console().print(table if found else "No jobs yet. `companion request --help` shows how to ask.")


def print_settings(rows: Sequence[Row], file: Path) -> None:
    """Every setting, and where it is set."""
    table = Table("Setting", "Value", "From", "What it does")
    for row in rows:
        table.add_row(row.key, row.value, row.origin, row.explanation)
    console = Console()
    console.print(table)
    console.print(f"Set them in {file} (key = value), or as COMPANION_... in the environment.")
