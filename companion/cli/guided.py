"""`companion new`: a request by questions and answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.prompt import Confirm, FloatPrompt, IntPrompt, Prompt

from companion.page.songs import Songs
from companion.requests import NEED_A_MAP, Request, RequestError, complete
from engine.protocol import Task

SHOWN = 9
"""Mapsets to choose from at once."""

TASKS = {
    Task.REMAP: "make a part anew",
    Task.GUEST: "another difficulty of the set",
    Task.GENERATE: "a whole difficulty",
    Task.HITSOUNDS: "hitsounds and volumes",
    Task.TIMING: "red lines",
    Task.MOD: "say what a modder would",
}


def guided_request(songs: Songs, own: Callable[[str], bool]) -> Request:
    """Ask until the request is whole.

    Args:
        songs: the Songs folder.
        own: whether a content (SHA-256) was written by the companion.

    Raises:
        RequestError: there is nothing to ask for.
        EOFError: the answers ended.
    """
    console = Console()
    mapset = _mapset(console, songs)
    task = list(TASKS)[_choice(console, "What is to be done?", [f"{each}: {TASKS[each]}" for each in TASKS])]
    written: dict[str, Any] = {"task": task}
    difficulties = songs.difficulties(mapset)
    if difficulties:
        names = [each.version or each.file for each in difficulties]
        written["map"] = difficulties[_choice(console, "Which difficulty? (saved last first)", names)].file
    elif task in NEED_A_MAP:
        raise RequestError(f"{task} works on a difficulty, and {mapset} has none yet.")
    while True:
        try:
            return complete(written | _details(console, task), songs.mapset(mapset), own, "companion new")
        except RequestError as error:
            console.print(f"[red]{error}[/]", highlight=False)


def _mapset(console: Console, songs: Songs) -> str:
    words = ""
    while True:
        found = songs.mapsets(words, SHOWN)
        if not found:
            console.print("No mapset is called that.")
        for number, each in enumerate(found, 1):
            console.print(f"  {number}  {each.name}", markup=False, highlight=False)
        answer = Prompt.ask("Which mapset? A number, or words of its name", console=console, default="1")
        if answer.isdigit() and 1 <= int(answer) <= len(found):
            return found[int(answer) - 1].name
        words = answer


def _choice(console: Console, question: str, options: Sequence[str]) -> int:
    for number, each in enumerate(options, 1):
        console.print(f"  {number}  {each}", markup=False, highlight=False)
    numbers = [str(number) for number in range(1, len(options) + 1)]
    answer = IntPrompt.ask(question, console=console, choices=numbers, show_choices=False, default=1)
    return answer - 1


def _details(console: Console, task: Task) -> dict[str, Any]:
    """What a task needs to know besides."""
    match task:
        case Task.REMAP:
            between = Prompt.ask(
                "Which part? Paste two timestamps from the editor, or: bookmarks, kiai 1, all",
                console=console,
                default="bookmarks",
            )
            keep = "Put it into a new difficulty? (No: change this one, after a backup)"
            return {"between": between, "in_place": not Confirm.ask(keep, console=console, default=True)}
        case Task.GUEST | Task.GENERATE:
            return {"difficulty": FloatPrompt.ask("How many stars?", console=console, default=4.0)}
        case Task.TIMING:
            moved = Confirm.ask("Move the objects along?", console=console, default=False)
            return {"move_objects": moved}
    return {}
