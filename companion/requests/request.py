"""What is asked, complete and validated; the same from wherever it comes."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from engine.protocol import EngineChoice, Options, Task


class Request(BaseModel):
    """A task with its options.

    Attributes:
        task: what is to be done.
        mapset: the folder the result goes to.
        map: the difficulty it works on; none when there is only a song.
        audio: the song; it can be missing where a difficulty is modded.
        options: everything the mapper wished, with `start` and `end` in ms.
        in_place: change the difficulty itself instead of making another one.
        engine: which engine; `auto` takes the model when one is set up and able.
        model: checkpoint: a preset's name or a folder.
        written: what the mapper wrote, for the job history.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: Task
    mapset: Path
    map: Path | None = None
    audio: Path
    options: Options = Options()
    in_place: bool = False
    engine: EngineChoice = "auto"
    model: str | None = None
    written: str = ""
