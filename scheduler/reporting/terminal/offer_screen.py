"""What is still short and who could be offered what, on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scheduler.domain.grid import Grid
from scheduler.domain.scenario import Scenario
from scheduler.reporting.files.offer_table import OfferLine
from scheduler.reporting.findings import words
from scheduler.reporting.findings.timeline import title_of

MOST = 5  # offers of each kind; offers.csv has more
MOST_SHORT = 6  # spans
WORDS = {
    "stay late": "stays late", "start early": "starts early", "extra day": "comes in on a day off",
    "go home early": "goes home early", "come late": "comes late", "day off": "takes the day off",
}  # fmt: skip


def offer_lines(
    scenario: Scenario, name: str, short: Sequence[str], offers: Iterable[OfferLine]
) -> Iterator[str]:
    """What an answer leaves short, then overtime, then time off."""
    known = list(offers)
    yield ""
    if not short:
        yield f"after {name} nobody is missing"
    else:
        yield f"after {name} still short:"
        yield from (f"  {span}" for span in short[:MOST_SHORT])
        if len(short) > MOST_SHORT:
            yield f"  and {len(short) - MOST_SHORT} more spans"
    extra = [o for o in known if o.spare is None]
    if extra:
        yield ""
        yield "who could work more; ask in this order, each offer is independent:"
        yield from _named(scenario, extra)
        if any(o.needs != "their yes" for o in extra[:MOST]):
            yield "  overtime beyond labour.max_overtime_hours also needs approval"
    given = [o for o in known if o.spare is not None]
    if given:
        yield ""
        yield "who could have time off, one at a time, with nobody missing:"
        yield from _named(scenario, given)
    if known:
        yield "to take one, run the same command with the option below the name"


def _when(grid: Grid, offer: OfferLine) -> str:
    """Day and hours; of an early or late hour both: `Wed at 16:30 instead of 9:30`."""
    start, end = words.times(grid, offer.start, offer.end).split("–")
    if offer.offer not in ("come late", "go home early"):
        return words.when(grid, offer.start, offer.end)
    new, old = (end, start) if offer.offer == "come late" else (start, end)
    return f"{words.day_name(grid, grid.day(offer.start))} at {new} instead of {old}"


def _named(scenario: Scenario, offers: Sequence[OfferLine]) -> Iterator[str]:
    grid = scenario.grid
    for offer in offers[:MOST]:
        what = f"{offer.rank:>3}. {offer.name} {WORDS[offer.offer]}, {_when(grid, offer)}"
        if offer.spare is None:
            past = (
                f", {offer.overtime_hours:g} h of overtime so far" if offer.overtime_hours else ""
            )
            what += (
                f" {title_of(scenario, offer.activity)}: {offer.short_hours:g} h less short for "
                f"${offer.wages:,.0f}; {offer.week_hours:g} h this week{past}"
            )
        else:
            spare = "nobody" if offer.spare == 0 else words.number(offer.spare)
            what += f": saves ${-offer.wages:,.0f}; {spare} to spare then"
        yield what
        yield f"       {offer.accept}"
    if len(offers) > MOST:
        yield f"  and {len(offers) - MOST} more in offers.csv"
