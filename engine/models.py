"""The published checkpoints by hand: `python -m engine models`, which `companion models` calls."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from engine.errors import without_package

if TYPE_CHECKING:
    from types import ModuleType

app = typer.Typer(no_args_is_help=True, help="Show, download and remove the published checkpoints.")

Name = Annotated[
    str, typer.Argument(help="v29, v30, v31, v32, v32-mini, diffusion, or OWNER/REPOSITORY of the hub.")
]


@app.command("list")
def show(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show what there is: size, game modes, tasks, and whether it is here. Nothing is downloaded."""
    hub = _hub()
    rows = [
        {
            "name": name,
            "here": hub.is_here(name),
            "megabytes": hub.size_of(name) // 1_000_000 or each.megabytes,
            "modes": each.modes,
            "tasks": each.tasks,
            "good_for": each.good_for,
            "licence": hub.licence_of(name),
        }
        for name, each in hub.CATALOGUE.items()
    ]
    if as_json:
        sys.stdout.write(json.dumps(rows) + "\n")
        return
    for row in rows:
        state = "here" if row["here"] else "to download"
        size = f"{row['megabytes']} MB"
        sys.stdout.write(
            f"{row['name']:10} {size:>8}  {state:12} {row['modes']:26} {row['tasks']:40} {row['licence']}\n"
        )


@app.command()
def info(name: Name) -> None:
    """Show all about one checkpoint, its licence too."""
    hub = _hub()
    each = hub.published(name)
    held = hub.size_of(name)
    place = f"{hub.find(name)} ({held // 1_000_000} MB)" if hub.is_here(name) else "not on this machine"
    lines = {
        "repository": each.card,
        "licence": hub.licence_of(name),
        "size": f"about {each.megabytes} MB" if each.megabytes else "unknown before the download",
        "game modes": each.modes,
        "tasks": each.tasks,
        "good for": each.good_for,
        "place": place,
    }
    sys.stdout.write("".join(f"{key:12}{value}\n" for key, value in lines.items()))


@app.command()
def pull(name: Name) -> None:
    """Download a checkpoint, if the disk has room; one that was cut off goes on where it stopped."""
    sys.stdout.write(f"{_hub().pull(name)}\n")


@app.command()
def remove(name: Name) -> None:
    """Delete a downloaded checkpoint from this machine."""
    sys.stdout.write(f"{name} is gone; {_hub().remove(name) / 1e6:.0f} MB are free again.\n")


def _hub() -> ModuleType:
    try:
        from engine.checkpoint import hub  # needs the model extra
    except ImportError as error:
        raise without_package(error) from error
    return hub
