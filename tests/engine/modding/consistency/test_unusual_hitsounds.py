from __future__ import annotations

from engine.modding.consistency.unusual_hitsounds import CHECK
from tests.builder import difficulty
from tests.engine.modding.consistency.habits import broken, lines, strict_notes
from tests.engine.modding.subjects import found


def test_the_same_sounds_in_every_measure_surprise_nowhere() -> None:
    assert found(CHECK, difficulty(*lines(strict_notes()))) == []


def test_a_clap_left_out_stands_out() -> None:
    (one,) = found(CHECK, difficulty(*broken(82, sound=0)))
    assert (one.objects, one.found, one.expected) == ((82,), "no hitsound", "clap")
    assert one.severity == "warning"


def test_a_whistle_where_none_ever_was_stands_out() -> None:
    """Two measures of whistles are a section; one whistle is a slip."""
    notes = [each.line for each in strict_notes()]
    notes[8 * 8 + 1] = notes[8 * 8 + 1].replace(",1,0,", ",1,2,")
    (one,) = found(CHECK, difficulty(*notes))
    assert (one.objects, one.found, one.expected) == ((65,), "whistle", "no hitsound")


def test_a_map_without_hitsounds_has_no_habit_to_break() -> None:
    plain = [each.line.replace(",4,0:0", ",0,0:0").replace(",8,0:0", ",0,0:0") for each in strict_notes()]
    assert found(CHECK, difficulty(*plain)) == []


def test_slider_heads_repeats_and_tails_have_habits_of_their_own() -> None:
    """140 px a beat: a slider of 70 px and two spans in each measure, with a clap where it turns."""
    measure = [f"100,100,{1000 + 2000 * i},6,0,L|170:100,2,70,0|8|0" for i in range(24)]
    assert found(CHECK, difficulty(*measure)) == []
    measure[12] = measure[12].replace("0|8|0", "0|0|0")
    (one,) = found(CHECK, difficulty(*measure))
    assert (one.objects, one.time, one.expected) == ((12,), 25250, "clap")
