"""Star rating and max combo, as the game computes them (rosu-pp)."""

from __future__ import annotations

import rosu_pp_py as rosu


def rate(content: bytes) -> tuple[float, int]:
    """Star rating and max combo of a difficulty.

    Raises:
        ValueError: the game could not read it, or it is too suspicious to be rated.
    """
    try:
        beatmap = rosu.Beatmap(bytes=content)
        if beatmap.is_suspicious():
            raise ValueError("too many or too dense objects to be rated")
        attributes = rosu.Difficulty().calculate(beatmap)
    except rosu.ParseError as error:
        raise ValueError(str(error)) from error
    return float(attributes.stars), int(attributes.max_combo)
