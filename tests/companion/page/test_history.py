"""What the page shows of jobs, and what it asks for."""

from __future__ import annotations

import asyncio
import json

from companion.jobs import Entry, State
from companion.messages import Submit
from companion.page import Live, Working
from companion.page.broadcast import Broadcast
from engine.protocol import Task
from tests.companion.mapsets import make_mapset, request_for
from tests.companion.page.client import Client


def test_a_job_is_shown_with_its_files_its_engine_and_its_seed(client: Client) -> None:
    mapset = make_mapset(client.songs)
    job, _ = client.store.add(request_for(mapset, seed=3))
    client.store.move(job.id, State.RUNNING)
    made = mapset / "made.osu"
    client.store.prepare([Entry(job.id, made, made, None, None, "built-in", 3, "00", None)])
    client.store.written(job.id, "Two notes.")
    (shown,) = client.get("api/jobs").json()
    assert shown["files"] == [{"name": "made.osu", "state": "WRITTEN"}]
    assert (shown["state"], shown["story"], shown["engine"], shown["seed"]) == (
        "DONE",
        "Two notes.",
        "built-in",
        3,
    )
    assert shown["undoable"]
    client.store.undone(job.id)
    assert not client.get("api/jobs").json()[0]["undoable"]


def test_a_form_becomes_the_request_a_file_would_be(client: Client) -> None:
    mapset = make_mapset(client.songs)
    words = {"task": "remap", "mapset": mapset.name, "between": "1000 - 2000", "seed": 7, "map": "Insane"}
    assert client.post("api/request", words).status_code == 202
    command = client.asked[0].command
    assert isinstance(command, Submit)
    assert command.request.task is Task.REMAP
    assert (command.request.options.start, command.request.options.end) == (1000, 2000)
    assert command.request.options.seed == 7


def test_a_form_that_cannot_be_carried_out_comes_back_with_what_to_mend(client: Client) -> None:
    mapset = make_mapset(client.songs)
    refused = client.post("api/request", {"task": "remap", "mapset": mapset.name})
    assert refused.status_code == 422
    assert "which part" in refused.json()["error"]
    assert client.post("api/request", {"task": "remap", "mapset": "elsewhere"}).status_code == 404
    assert client.post("api/request", ["remap"]).status_code == 422
    assert client.asked == []


def test_an_open_page_hears_of_progress_and_of_changes_of_the_job_list() -> None:
    async def listen() -> list[str]:
        broadcast, revision = Broadcast(), [1]
        events = broadcast.events(lambda: revision[0])
        heard = [await anext(events), await anext(events)]
        for done in (0.1, 0.2):
            broadcast.publish(Live((Working(1, "Listening", done, None),)))
        heard.append(await anext(events))
        revision[0] = 2
        broadcast.publish(Live())
        heard += [await anext(events), await anext(events)]
        broadcast.close()
        heard += [event async for event in events]
        return heard

    heard = asyncio.run(listen())
    names = [event.split("\n")[0].removeprefix("event: ") for event in heard]
    assert names == ["live", "jobs", "live", "jobs", "live", "closed"]
    newest = json.loads(heard[2].split("data: ")[1])
    assert newest["working"] == [{"job": 1, "stage": "Listening", "done": 0.2, "seconds_left": None}]
