"""How long a repair may take by the clock, and when its searches have to end for that."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter

# Seconds for a centre of so many people or fewer; Python takes one or two more to start.
LEAST_S, LEAST_PEOPLE = 8.0, 60
MOST_S, MOST_PEOPLE = 25.0, 1000  # and for so many or more; in proportion between them
# What comes after the searches (days taken back, audits, offers, files) as a multiple of what
# reading and building took, which tells how fast the machine is today.
AFTER_READING = 2.5
MOST_AFTER = 0.5  # share of the time that is kept for it, at most
OFFERS_SHARE = 0.9  # of the time, after which no more offers are drawn up


@dataclass
class RepairDeadline:
    """Seconds of the clock for a whole repair, from `began` (of perf_counter) on.

    `seconds`: None for what the size of the centre asks for. `reproducible`: no clock is read,
    so that the same question has the same answer however slow the machine. `cut`: whether a
    search, or the list of offers, was ended for it.
    """

    seconds: float | None = None
    reproducible: bool = False
    began: float = field(default_factory=perf_counter)
    cut: bool = False
    kept_s: float = 0.0  # for what comes after the searches

    def read(self, people: int, reading_s: float) -> None:
        """The inputs of so many people were read in so many seconds."""
        if self.seconds is None:
            self.seconds = default_seconds(people)
        self.kept_s = min(AFTER_READING * reading_s, MOST_AFTER * self.seconds)

    @property
    def left(self) -> float:
        """Seconds; endless without a deadline."""
        if self.reproducible or self.seconds is None:
            return float("inf")
        return self.began + self.seconds - perf_counter()

    def ends_search(self) -> bool:
        """Whether a search has to end now, with the best it has."""
        return self._over(self.kept_s)

    def ends_offers(self) -> bool:
        """Whether no more offers are to be drawn up."""
        return self._over((1.0 - OFFERS_SHARE) * (self.seconds or 0.0))

    def _over(self, kept_s: float) -> bool:
        over = self.left <= kept_s
        self.cut = self.cut or over
        return over


def default_seconds(people: int) -> float:
    """8 for 60 people or fewer, 25 for 1,000 or more."""
    share = (people - LEAST_PEOPLE) / (MOST_PEOPLE - LEAST_PEOPLE)
    return LEAST_S + (MOST_S - LEAST_S) * min(1.0, max(0.0, share))
