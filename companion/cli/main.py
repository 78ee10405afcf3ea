"""The commands of `companion`: what each takes and says; what they do lives elsewhere."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from companion.cli.asking import Refused, ask, is_own, songs_folder, tell_running
from companion.cli.models import app as models_app
from companion.jobs import Job, Store, StoreError
from companion.log import start_log
from companion.messages import CancelJob, Discard, Keep, OpenPage, Pause, Quit, Resume, Submit, Undo
from companion.page import read_address
from companion.page.songs import Songs
from companion.reports import Reports, ReportsError
from companion.requests import RequestError, complete
from companion.system.autostart import autostart
from companion.system.opening import open_path
from companion.system.single_instance import AlreadyRunningError, hold
from engine.protocol import EngineChoice, Options, Task
from engine.protocol.command_line import with_options
from settings import SettingsError, documentation, folders, load

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Drop a request beside a beatmap, get a new difficulty.",
)

app.add_typer(models_app, name="models")

Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]


class Switch(StrEnum):
    """Of what is switched."""

    ON = "on"
    OFF = "off"


Number = Annotated[int, typer.Argument(help="The job's number, as `companion jobs` shows it.")]


@app.command()
def run(
    tray: Annotated[bool, typer.Option("--tray/--no-tray", help="Show the icon in the tray.")] = True,
) -> None:
    """Watch the Songs folder until asked to quit."""
    from companion.daemon import Daemon  # the other commands do without its parts

    settings = load()
    lock = hold(folders().data)
    songs = songs_folder(settings)
    log = start_log(folders().log)
    sys.stderr.write(f"Watching {songs}\n")
    with lock:
        Daemon(settings, folders(), songs, log, tray=tray).run()


@app.command()
@with_options
def request(
    options: Options,
    task: Annotated[Task, typer.Argument(help="What is to be done.")],
    map: Annotated[Path, typer.Argument(help="A difficulty (.osu), or the folder of a song.")],  # noqa: A002
    between: Annotated[
        str | None, typer.Option(help='The part: "01:02:345 - 01:10:000", "bookmarks", "kiai 1", "all".')
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Change the difficulty itself.")] = False,
    engine: Annotated[EngineChoice, typer.Option(help="Who does it.")] = "auto",
    model: Annotated[str | None, typer.Option(help="Checkpoint: a preset's name or a folder.")] = None,
) -> None:
    """Ask for a task."""
    written: dict[str, object] = {
        key: value for key, value in options.model_dump(exclude_defaults=True).items() if value is not None
    }
    written |= {"task": task, "engine": engine, "in_place": in_place}
    written |= {key: value for key, value in (("between", between), ("model", model)) if value is not None}
    path = map.resolve()
    if path.is_file():
        written["map"] = path.name
    elif not path.is_dir():
        raise Refused(f"{map} is not there. Name a difficulty (.osu) or a folder.")
    asked = Submit(request=complete(written, path if path.is_dir() else path.parent, is_own))
    _show(ask(asked))


@app.command()
def new() -> None:
    """Ask for a task by answering questions; no path has to be typed."""
    from companion.cli.guided import guided_request  # the other commands do without

    _show(ask(Submit(request=guided_request(Songs(songs_folder(load())), is_own))))


def _show(job: Job | None) -> None:
    if job is not None:
        sys.stdout.write(f"Job {job.id} is {job.state}.{' ' + job.story if job.story else ''}\n")


@app.command()
def jobs(
    as_json: Json = False, most: Annotated[int, typer.Option(help="How many, newest first.")] = 20
) -> None:
    """Show what was asked and what came of it."""
    found: list[tuple[Job, list[str]]] = []
    with contextlib.suppress(StoreError), Store.look(folders().job_list) as store:  # there is none yet
        found = [
            (job, [entry.path.name for entry in store.entries(job.id)]) for job in store.jobs(limit=most)
        ]
    if as_json:
        sys.stdout.write(json.dumps([_plain(job, names) for job, names in found], ensure_ascii=False) + "\n")
        return
    from companion.cli.tables import print_jobs  # the daemon starts sooner without

    print_jobs(found)


@app.command()
def cancel(job: Number) -> None:
    """Stop a job, or take it out of the queue."""
    ask(CancelJob(job=job))


@app.command()
def undo(
    job: Annotated[int | None, typer.Argument(help="The job's number; the last one if left out.")] = None,
) -> None:
    """Take back what a job wrote."""
    ask(Undo(job=job))


@app.command()
def mod(
    place: Annotated[Path, typer.Argument(help="A difficulty (.osu), a mapset, or a whole Songs folder.")],
    as_json: Json = False,
    since: Annotated[
        str | None, typer.Option(help='"last": only what is new or fixed since the last look.')
    ] = None,
    engine: Annotated[EngineChoice, typer.Option(help="Who judges beside the rules.")] = "auto",
    model: Annotated[str | None, typer.Option(help="A checkpoint that mods along.")] = None,
) -> None:
    """Say what a modder would, most important first.

    Exit status: 0 nothing above minor, 3 warnings, 4 problems.
    """
    from companion.cli import mod as modding  # the other commands do without its parts

    if since not in (None, "last"):
        raise typer.BadParameter('only "last" is known', param_hint="--since")
    paths = modding.difficulties(place) if place.exists() else []
    if not paths:
        raise Refused(f"There is no difficulty at {place}. Name a .osu file, a mapset or the Songs folder.")
    found = []
    start_log(folders().log)
    with Reports.open(folders().reports) as reports, modding.modder(engine, model) as modder:
        looked = (
            [modding.look(paths[0], modder, reports)]
            if len(paths) == 1
            else modding.look_at_all(paths, modder, reports)
        )
        for each in looked:
            if isinstance(each, modding.NotModdedError):
                sys.stderr.write(f"{each}\n")
                continue
            found.append(each.report)
            if as_json:
                sys.stdout.write(modding.plain(each, since_last=since is not None) + "\n")
            else:
                modding.show(each, since_last=since is not None)
    raise typer.Exit(modding.status(found) if found else 1)


@app.command()
def report(
    map: Annotated[  # noqa: A002
        Path | None, typer.Argument(help="A difficulty (.osu); the one modded last if left out.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write the page here and do not open it.")] = None,
) -> None:
    """Open the last report on a difficulty as a page in the browser."""
    from companion.cli.report import write_report  # the other commands do without its parts

    path = write_report(map.resolve() if map is not None else None, output)
    if path is None:
        what, it = ("yet", "a difficulty") if map is None else (f"on {map.name}", "it")
        raise Refused(f"There is no report {what}. Save {it} while the companion runs, or: companion mod")
    if output is None:
        open_path(path)
    sys.stdout.write(f"{path}\n")


@app.command()
def ignore(
    map: Annotated[Path, typer.Argument(help="A difficulty (.osu).")],  # noqa: A002
    name: Annotated[
        str | None, typer.Argument(help="A suggestion's id (not this one), or a check's name (not here).")
    ] = None,
    again: Annotated[bool, typer.Option("--off", help="Tell of it again.")] = False,
    bits: Annotated[
        float | None, typer.Option(help="Leave out what has fewer bits in this map; rules always stay.")
    ] = None,
) -> None:
    """Do not hear of a suggestion, or of a whole check, in this map any more."""
    if name is None and bits is None:
        raise typer.BadParameter("a suggestion, a check or --bits is missing", param_hint="NAME")
    if not map.is_file():
        raise Refused(f"{map} is not there. Name a difficulty (.osu).")
    path = map.resolve()
    with Reports.open(folders().reports) as reports:
        if name is not None and again:
            reports.heed(path, name)
        elif name is not None:
            reports.ignore(path, name, check="." not in name)
        if bits is not None:
            reports.set_threshold(path, bits)


@app.command()
def keep(
    job: Number, version: Annotated[int, typer.Argument(help="Which of its versions, from 1 on.")]
) -> None:
    """Write one of the versions a job made into the mapset; the others vanish."""
    ask(Keep(job=job, number=version))


@app.command()
def discard(job: Number) -> None:
    """Keep none of the versions a job made."""
    ask(Discard(job=job))


@app.command()
def page(
    only_print: Annotated[bool, typer.Option("--print", help="Print the address, open no browser.")] = False,
) -> None:
    """Open the page of the running companion: jobs, forms, preview, settings."""
    tell_running(OpenPage(browser=not only_print))
    sys.stdout.write(f"{read_address(folders().data)}\n")


@app.command()
def pause(
    until_play_ends: Annotated[
        bool, typer.Option("--until-i-stop-playing", help="Go on two minutes after the last play.")
    ] = False,
) -> None:
    """Start no job until resumed; what runs is finished, what is asked waits."""
    tell_running(Pause(until_play_ends=until_play_ends))


@app.command()
def resume() -> None:
    """Go on after a pause."""
    tell_running(Resume())


@app.command("quit")
def quit_companion() -> None:
    """End the running companion; what it was doing is taken up at the next start."""
    tell_running(Quit())


@app.command("autostart")
def switch_autostart(
    switch: Annotated[Switch | None, typer.Argument(help="on or off; left out, it is shown.")] = None,
) -> None:
    """Start the companion with the system, or no more."""
    there = autostart()
    if switch is Switch.ON:
        there.turn_on()
    elif switch is Switch.OFF:
        there.turn_off()
    state = "starts" if there.is_on() else "does not start"
    sys.stdout.write(f"The companion {state} with the system.\n")


@app.command()
def export(
    mapset: Annotated[
        str, typer.Argument(help="A mapset's folder, or words of its name in the Songs folder.")
    ],
    output: Annotated[Path | None, typer.Option(help="Where to write; else here, by its name.")] = None,
) -> None:
    """Pack a mapset as .osz, without request files."""
    from companion.cli.export import pack  # the other commands do without

    path = Path(mapset)
    folder = path.resolve() if path.is_dir() else _only(songs_folder(load()), mapset)
    sys.stdout.write(f"{pack(folder, output or Path.cwd() / (folder.name + '.osz'))}\n")


def _only(songs: Path, words: str) -> Path:
    """The one mapset whose name holds these words."""
    found = Songs(songs).mapsets(words, most=3)
    if not found:
        raise Refused(f'No mapset in {songs} is called "{words}".')
    if len(found) > 1:
        names = " or ".join(f'"{each.name}"' for each in found)
        raise Refused(f'"{words}" could mean {names}. Write more of its name.')
    return songs / found[0].name


@app.command("settings")
def show_settings(as_json: Json = False) -> None:
    """Show every setting, what it does and where its value comes from."""
    if as_json:
        rows = [asdict(row) for row in documentation(load())]
        sys.stdout.write(json.dumps({"file": str(folders().settings_file), "settings": rows}) + "\n")
        return
    from companion.cli.tables import print_settings  # the daemon starts sooner without

    print_settings(documentation(load()), folders().settings_file)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Look whether everything works here; each problem comes with its remedy.

    Sends a notification. Exit status: 0 all is well, 1 something is to be mended.
    """
    from companion.cli.doctor import print_examination, show_examination  # the other commands do without

    start_log(folders().log)
    if not (print_examination() if as_json else show_examination()):
        raise typer.Exit(1)


@app.command()
def demo(
    folder: Annotated[Path | None, typer.Option(help="Where to make it; else a temporary folder.")] = None,
) -> None:
    """Make a song and a map, ask for one of each task, check the results."""
    from companion.cli.demo import run_demo  # only the demo needs it

    if not run_demo(folder):
        raise typer.Exit(1)


def _plain(job: Job, names: list[str]) -> dict[str, object]:
    return {
        "id": job.id,
        "task": job.request.task,
        "mapset": str(job.request.mapset),
        "map": str(job.request.map) if job.request.map else None,
        "state": job.state,
        "story": job.story,
        "files": names,
        "created": job.created.isoformat(),
        "ended": job.ended.isoformat() if job.ended else None,
        "request": job.request.model_dump(mode="json", exclude_none=True),
    }


def main() -> None:
    """Run a command; a refusal is one line on standard error and exit status 1."""
    try:
        app()
    except (Refused, RequestError, SettingsError, StoreError, ReportsError, AlreadyRunningError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'A file'}: {error.strerror}. Is the name right?\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
