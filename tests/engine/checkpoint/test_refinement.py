from __future__ import annotations

import pytest
import torch

from engine.checkpoint.diffusion import load_refiner
from engine.checkpoint.events import Event, Kind, groups
from engine.checkpoint.prompt import Wishes
from engine.checkpoint.refinement import Bound, Labels, Refinement, elements, ends_mended, moved
from engine.osu import TimingPoint
from tests.engine.checkpoint.golden import document, worst
from tests.shared import shared

LABELS = Labels(26, 12.0, 11, {"jump aim": 0, "clean": 10}, 27, 22)


def golden_arrays() -> dict[str, torch.Tensor]:
    import numpy as np

    with np.load(shared("golden", "diffusion", "diffusion.npz")) as file:
        return {key: torch.from_numpy(file[key]) for key in file.files}


def parsed(name: str) -> list[Event]:
    return [Event(Kind(kind), value) for kind, value in document("diffusion", "diffusion.json")[name]]


def test_a_map_is_the_published_sequence() -> None:
    golden, told = golden_arrays(), document("diffusion", "diffusion.json")
    reds = [TimingPoint(p["offset_ms"], p["ms_per_beat"], p["meter"]) for p in told["timing"]]
    found = elements(parsed("events_in"), reds, told["options"]["slider_multiplier"])
    assert found is not None
    worst(found.x.numpy(), golden["seq_x"].numpy(), "positions", 1e-6)
    worst(found.times.numpy(), golden["seq_time"].numpy(), "times", 0)
    worst(found.context.numpy(), golden["seq_context"].numpy(), "context", 1e-5)
    assert [(list(s.points), s.end, s.length) for s in found.sliders] == [
        (s["seq_indices"], s["end_index"], s["length"]) for s in told["sliders"]
    ]
    asked = Wishes(difficulty=5.3, mapper=4452992, circle_size=4.0, descriptors=("jump aim", "clean"))
    assert torch.equal(LABELS.vector(asked, asked.descriptors), golden["class_vector"])


def test_the_network_says_what_the_published_one_says() -> None:
    golden = golden_arrays()
    network = load_refiner(shared("golden", "diffusion", "checkpoint"))
    x = golden["forward_x"][:1].expand(2, -1, -1)
    context = golden["seq_context"].expand(2, -1, -1)
    mask = torch.ones(x.shape[2], x.shape[2], dtype=torch.bool)  # this one was computed without a band
    labels = golden["class_vector"].expand(2, -1)
    out = network(x, int(golden["forward_t"]), context, labels, mask)
    worst(out.numpy(), golden["forward_out"].numpy(), "noise and variance", 1e-5)


def test_refined_positions_are_the_published_ones() -> None:
    golden, told = golden_arrays(), document("diffusion", "diffusion.json")
    reds = [TimingPoint(p["offset_ms"], p["ms_per_beat"], p["meter"]) for p in told["timing"]]
    events = parsed("events_in")
    found = elements(events, reds, told["options"]["slider_multiplier"])
    assert found is not None
    network = load_refiner(shared("golden", "diffusion", "checkpoint"))
    options = told["options"]
    refinement = Refinement(network, LABELS, options["max_seq_len"], options["overlap_buffer"])
    asked = Wishes(difficulty=5.3, circle_size=4.0)
    positions = refinement.positions(
        found,
        (LABELS.vector(asked, options["descriptors"]), LABELS.vector(asked, ())),
        lambda part, step, _shape: golden[f"part{part}_noise"][step],
    )
    mine = [(g.kind, g.x, g.y) for g in groups(moved(events, found, positions), types_first=True)]
    theirs = [(g.kind, g.x, g.y) for g in groups(parsed("events_out"), types_first=True)]
    assert mine == theirs
    print(f"{len(mine)} refined positions equal")


def test_a_slider_ends_where_its_length_puts_it() -> None:
    points = torch.tensor([[0.0, 100.0, 400.0], [192.0, 192.0, 10.0]])
    x = (points / torch.tensor([[512.0], [384.0]]) * 2 - 1).expand(2, -1, -1)
    mended = ends_mended(x, [Bound((0, 1), 2, "B", 60.0)], 0, 3)
    place = (mended[0, :, 2] + 1) / 2 * torch.tensor([512.0, 384.0])
    torch.testing.assert_close(place, torch.tensor([60.0, 192.0]))


def short_map() -> list[Event]:
    events = []
    for time in (1000, 2000, 3000):
        said = [Event(Kind.CIRCLE), Event(Kind.TIME, time), Event(Kind.X, 100), Event(Kind.Y, 100)]
        events += said
    return events


@pytest.mark.parametrize(("span", "moving"), [((0.0, 9000.0), [0, 1, 2]), ((1500.0, 2500.0), [1])])
def test_short_maps_are_refined_too_and_only_inside_the_range(
    span: tuple[float, float], moving: list[int]
) -> None:
    refinement = Refinement(load_refiner(shared("golden", "diffusion", "checkpoint")), LABELS)
    found = elements(short_map(), [], 1.4)
    assert found is not None
    label = LABELS.vector(Wishes(), ())
    generator = torch.Generator().manual_seed(1)
    positions = refinement.positions(
        found, (label, label), lambda _p, _s, shape: torch.randn(shape, generator=generator), span=span
    )
    changed = (positions - 100).abs().amax(dim=0) > 1e-3
    assert [index for index in range(3) if changed[index]] == moving
