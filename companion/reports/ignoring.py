"""What the mapper does not want to hear about one difficulty."""

from __future__ import annotations

from dataclasses import dataclass

from engine.protocol import Report, Suggestion


@dataclass(frozen=True)
class Ignoring:
    """The mapper's own filter for one difficulty; kept in the companion's data, never in the mapset.

    Attributes:
        suggestions: ids: "not this one".
        checks: "not this check here".
        least_bits: findings of consistency and model below this are left out; rules are not a matter of bits.
    """

    suggestions: frozenset[str] = frozenset()
    checks: frozenset[str] = frozenset()
    least_bits: float = 0.0

    def keeps(self, each: Suggestion) -> bool:
        """Whether the mapper wants to hear it."""
        if each.id in self.suggestions or each.check in self.checks:
            return False
        return each.source == "rule" or each.score >= self.least_bits

    def thin(self, report: Report) -> Report:
        """The report without what is ignored."""
        kept = tuple(each for each in report.suggestions if self.keeps(each))
        return report.model_copy(update={"suggestions": kept})
