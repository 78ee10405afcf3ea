"""The engine by hand: `python -m engine TASK ...`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from engine.errors import Cancelled, EngineError
from engine.mapper import checkpoint_mapper
from engine.modding.table import rules_page
from engine.models import app as models_app
from engine.osu import DecodeError, Document, file_name, format_timestamp, parse_range
from engine.progress import Reporter
from engine.protocol import EngineChoice, File, Options, Outcome, Run, Task, mod_run
from engine.protocol.command_line import with_options
from engine.song.synthesis import write_song
from engine.tasks import perform
from engine.tasks.osu_report import report
from settings import folders

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Makes osu! difficulties from songs and maps.",
    pretty_exceptions_enable=False,
)

app.add_typer(models_app, name="models")

Input = Annotated[Path, typer.Argument(help="A song or a difficulty (.osu).", show_default=False)]
Output = Annotated[
    Path | None, typer.Option(help="Where to write (of a spread: the folder); else beside the input.")
]
Between = Annotated[str | None, typer.Option(help="The part: '01:02:345 - 01:10:000' or '62345 - 70000'.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Engine = Annotated[EngineChoice, typer.Option(help="Who does it.")]
Greedy = Annotated[bool, typer.Option("--greedy", help="Always take the likeliest token (model).")]
TraceFile = Annotated[Path | None, typer.Option(help="Write every model call as a line of JSON.")]
Model = Annotated[str | None, typer.Option(help="Checkpoint: a preset's name or a folder.")]


def _command(task: Task) -> Callable[..., None]:
    def command(
        options: Options,
        input: Input,  # noqa: A002 - the argument's name in the help
        output: Output = None,
        between: Between = None,
        as_json: Json = False,
        engine: Engine = "auto",
        model: Model = None,
        greedy: Greedy = False,
        trace: TraceFile = None,
    ) -> None:
        if between is not None:
            start, end = _range(between)
            options = options.model_copy(update={"start": start, "end": end})
        map_path = input if input.suffix.lower() == ".osu" else None
        audio = _audio_of(input) if map_path else input
        run = Run(
            id="1",
            task=task,
            options=options,
            engine=engine,
            model=model,
            map=File.of(map_path) if map_path else None,
            audio=File.of(audio),
        )
        files = {each.sha256: Path(each.path or "") for each in (run.map, run.audio) if each is not None}
        mapper = None
        if model is not None and (greedy or trace is not None):
            mapper = checkpoint_mapper(model, greedy=greedy, trace=trace)
        outcome = perform(run, files, Reporter(_show_progress), folders().songs_cache, mapper)
        _deliver(outcome, input.parent, output, as_json=as_json)

    command.__doc__ = {
        Task.GENERATE: "Make a whole difficulty.",
        Task.REMAP: "Make a part of a difficulty anew.",
        Task.GUEST: "Make another difficulty of a set.",
        Task.SPREAD: "Make one difficulty for each level.",
        Task.HITSOUNDS: "Give a difficulty hitsounds and volumes.",
        Task.TIMING: "Find tempo, offset and meter.",
    }[task]
    return with_options(command)


for _task in Task:
    if _task is not Task.MOD:
        app.command(_task.value)(_command(_task))


@app.command("mod")
@with_options
def mod_map(
    options: Options,
    map: Annotated[Path, typer.Argument(help="A difficulty (.osu).", show_default=False)],  # noqa: A002
    as_json: Json = False,
    model: Model = None,
) -> None:
    """Say what a modder would: rules, what is unlike the rest of the map, what surprises a checkpoint."""
    run = mod_run(map, map.read_bytes(), model=model).model_copy(update={"options": options})
    read = (run.map, run.audio, *run.others)
    files = {each.sha256: Path(each.path or "") for each in read if each is not None}
    outcome = perform(run, files, Reporter(_show_progress), folders().songs_cache)
    assert outcome.report is not None
    if as_json:
        sys.stdout.write(outcome.report.model_dump_json() + "\n")
        return
    for each in outcome.report.suggestions:
        when = format_timestamp(each.time) if each.time is not None else "whole map"
        sys.stdout.write(f"{when:9}  {each.severity:7}  {each.score:5.1f}  {each.message} [{each.check}]\n")
    for note in outcome.report.notes:
        sys.stderr.write(f"{note}\n")


@app.command()
def checks() -> None:
    """Print the rules of modding as a table in Markdown (docs/checks.md)."""
    sys.stdout.write(rules_page())


@app.command()
def osu(
    map: Annotated[Path, typer.Argument(help="A difficulty (.osu).", show_default=False)],  # noqa: A002
    as_json: Json = False,
    rewrite: Annotated[Path | None, typer.Option(help="Write the unchanged document here.")] = None,
    model_only: Annotated[Path | None, typer.Option(help="Write it from its decoded values alone.")] = None,
) -> None:
    """Look into a difficulty, or write it again."""
    document = Document.read(map)
    if rewrite is not None:
        rewrite.write_bytes(document.to_bytes())
    if model_only is not None:
        model_only.write_bytes(Document.from_beatmap(document.beatmap).to_bytes())
    if as_json:
        sys.stdout.write(json.dumps(report(document), ensure_ascii=False, allow_nan=False) + "\n")
    elif rewrite is None and model_only is None:
        values = report(document)
        sys.stdout.write(f"{len(values['objects'])} objects, {values['star_rating']} stars\n")


@app.command()
def song(
    output: Annotated[Path, typer.Argument(help="Where to write; .wav, .flac, .mp3, .m4a, .ogg or .opus.")],
    bpm: Annotated[float, typer.Option(min=40, max=300, help="Beats a minute.")] = 172.0,
    offset: Annotated[float, typer.Option(min=0, help="Start of bar 1, ms.")] = 1234.0,
    seconds: Annotated[float, typer.Option(min=5, max=600)] = 60.0,
    seed: Annotated[int, typer.Option(min=0)] = 1,
) -> None:
    """Synthesise a song whose timing is known."""
    write_song(output, bpm, offset, seconds, seed)


def _audio_of(map_path: Path) -> Path:
    audio = Document.read(map_path).beatmap.general.audio_filename
    return map_path.parent / audio


def _range(text: str) -> tuple[float, float]:
    try:
        return parse_range(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--between") from error


def _show_progress(stage: str, done: float, left: float | None) -> None:
    if sys.stderr.isatty():
        remaining = f", {left:.0f} s left" if left is not None else ""
        sys.stderr.write(f"\r\033[K{stage} {done:.0%}{remaining}")
        sys.stderr.flush()


def _deliver(outcome: Outcome, folder: Path, output: Path | None, *, as_json: bool) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    paths = []
    several = len(outcome.difficulties) > 1
    if several and output is not None:
        output.mkdir(parents=True, exist_ok=True)
    for each in outcome.difficulties:
        if as_json and output is None:
            break
        name = file_name(Document.from_bytes(each.content).beatmap.metadata)
        path = (output / name if several else output) if output is not None else folder / name
        path.write_bytes(each.content)
        paths.append(str(path))
    for note in outcome.notes:
        sys.stderr.write(f"{note}\n")
    if as_json:
        lines = [each.model_dump() for each in outcome.timing]
        stars = [{"version": each.version, "stars": each.stars} for each in outcome.difficulties]
        values = {"timing_points": lines, "difficulties": stars, "written": paths, "notes": outcome.notes}
        sys.stdout.write(json.dumps(values) + "\n")
    else:
        for written, each in zip(paths, outcome.difficulties, strict=True):
            rating = f" ({each.stars:.2f} stars)" if each.stars is not None else ""
            sys.stdout.write(f"{written}{rating}\n")


def main() -> None:
    """Run a command; a failure is one line on standard error and exit status 1."""
    try:
        app()
    except EngineError as error:
        sys.stderr.write(f"{error.message} {error.hint}".strip() + "\n")
        sys.exit(1)
    except DecodeError as error:
        sys.stderr.write(f"{error}. Open it in the editor and save it again.\n")
        sys.exit(1)
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'A file'}: {error.strerror}. Is the name right?\n")
        sys.exit(1)
    except (Cancelled, KeyboardInterrupt):
        sys.exit(130)


if __name__ == "__main__":
    main()
