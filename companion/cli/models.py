"""`companion models`: the engine's own command for checkpoints, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Show, download and remove the model's checkpoints.")

Name = Annotated[str, typer.Argument(help="Such as v32-mini; `companion models list` shows all.")]


@app.command("list")
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Show what there is, how large, what it can do, and whether it is here. Nothing is downloaded."""
    _engine("list", *(["--json"] if as_json else []))


@app.command()
def info(name: Name) -> None:
    """Show all about one checkpoint: licence, size, tasks, place."""
    _engine("info", name)


@app.command()
def pull(name: Name) -> None:
    """Download a checkpoint, if the disk has room; one that was cut off goes on where it stopped."""
    _engine("pull", name)


@app.command()
def remove(name: Name) -> None:
    """Delete a downloaded checkpoint."""
    _engine("remove", name)


def _engine(*words: str) -> None:
    """Let the engine do it; its words and its exit status are ours."""
    status = subprocess.run([sys.executable, "-m", "engine", "models", *words], check=False).returncode
    if status:
        raise typer.Exit(status)
