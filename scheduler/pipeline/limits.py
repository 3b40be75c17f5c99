"""The options of a run, and the search within its limits: rostered, simulated, corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from scheduler.domain.demand import Requirements
from scheduler.domain.granting import Granting
from scheduler.domain.roster import Roster
from scheduler.domain.scenario import Scenario
from scheduler.domain.worth import Worth
from scheduler.objective.requests import request_granted
from scheduler.pipeline.calibrate import calibrate
from scheduler.pipeline.languages_held import hold_languages
from scheduler.pipeline.roster_languages import NO_LANGUAGES_ASKED, RosterLanguages
from scheduler.rostering.answer import Answer, NoRoster, Progress, Watcher
from scheduler.staffing.held_languages import asked_for
from scheduler.verification.corrections import Calibration
from scheduler.verification.simulated import TooManyContacts

if TYPE_CHECKING:
    from scheduler.verification.language_service import LanguageService
    from scheduler.verification.simulated import Simulated

LEAST_SHARE = 0.5  # of a search's share of the time, however long the simulations before it took
GRACE_S = 2.0  # for the simulation of a roster whose search was interrupted


class Interrupted(Exception):
    """Asked to stop before there was any roster; the results are as they were."""


@dataclass(frozen=True)
class Options:
    """What a run is asked for beyond its inputs; None leaves it to settings.toml.

    `week` is any day of it. `replications`: how often the roster is simulated, 0 for not at
    all; `calibrate`: how often its requirements are corrected by that. `time_limit_s` bounds
    building and searching, `deadline_s` the whole run from `began` (seconds of
    `perf_counter`), reading and writing included.
    `reproducible` counts work for `time_limit_s` instead of reading the clock. `worth` asks
    what people more and fewer would change; `verbose` what the search did in each neighbourhood.
    `now` (local time, or with an offset): what lies before it stays as published. `like`: a
    roster file to start from where nothing is published.
    `keep_edits` is a roster file whose changes by hand stay.
    """

    week: date | None = None
    time_limit_s: float | None = None
    deadline_s: float | None = None
    gap: float | None = None
    seed: int | None = None
    began: float = field(default_factory=perf_counter)
    replications: int | None = None
    reproducible: bool = False
    calibrate: int = 0
    worth: bool = False
    verbose: bool = False
    now: datetime | None = None
    like: Path | None = None
    keep_edits: Path | None = None


def silent(_: Progress) -> None:
    """Progress for nobody."""


def never() -> bool:
    """Nobody asks to stop."""
    return False


def rostered(
    scenario: Scenario,
    requirements: Requirements,
    options: Options,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
    told: RosterLanguages = NO_LANGUAGES_ASKED,
) -> tuple[Answer, Calibration | None]:
    """A roster within the limits that holds its languages in simulation, as far as people can.

    `told` is what a published version asked for of its languages: the same inputs are held
    against the same. All requirements are corrected by simulation where that is asked for.
    """
    if options.calibrate:
        return _calibrated(scenario, requirements, options, progress, stop)
    asks = told.fitting(requirements)
    if _replications(scenario, options) == 0 or (told.same_inputs and asks):
        asked_now = asked_for(scenario, requirements, asks) if asks else requirements
        return replace(_solve(scenario, asked_now, options, progress, stop), asks=asks), None

    began, planned = perf_counter(), 0.0

    def roster(asked: Requirements, share: float, left: int, known: Roster | None) -> Answer:
        nonlocal planned
        planned += share
        if not options.reproducible:  # what came between the searches is taken from the next one
            gone = (perf_counter() - began) / limit_of(scenario, options)
            share = max(LEAST_SHARE * share, planned - gone)
        try:
            return _solve(scenario, asked, options, progress, stop, left, share, known)
        except Interrupted:
            raise NoRoster from None  # a search before may have one

    try:
        play = _player(scenario, options, stop)
        return hold_languages(scenario, requirements, roster, play, stop, asks), None
    except NoRoster:
        if stop():
            raise Interrupted from None
        raise


def _calibrated(
    scenario: Scenario,
    requirements: Requirements,
    options: Options,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
) -> tuple[Answer, Calibration]:
    """Rosters and corrections in turn; the time is shared out evenly over the rosters."""
    most = options.calibrate + 1

    def roster(asked: Requirements, left: int) -> Answer:
        try:
            return _solve(scenario, asked, options, progress, stop, left, 1 / most)
        except Interrupted:
            raise NoRoster from None  # a round before may have one

    try:
        play = _player(scenario, options, stop)
        return calibrate(scenario, requirements, options.calibrate, roster, play, stop)
    except NoRoster:
        if stop():
            raise Interrupted from None
        raise


def _player(
    scenario: Scenario, options: Options, stop: Callable[[], bool]
) -> Callable[[Requirements, Roster], Simulated]:
    """Simulates a roster on the way, within the time that a deadline leaves for it."""

    def play(asked: Requirements, made: Roster) -> Simulated:
        asked_for = _replications(scenario, options) or None
        limit_s = inf if options.deadline_s is None else _playing_s(asked, options)
        return _play(scenario, asked, made, asked_for, options, stop, perf_counter() + limit_s)

    return play


def _solve(
    scenario: Scenario,
    requirements: Requirements,
    options: Options,
    progress: Callable[[Progress], None],
    stop: Callable[[], bool],
    left: int = 0,
    share: float = 1.0,
    known: Roster | None = None,
) -> Answer:
    """The search, within a share of the limits asked for; so many may follow it.

    `known` is a roster for other requirements to start from.
    """
    from scheduler.rostering.solve import solve  # here, so that an audit needs no solver

    limit_s, ends = share * limit_of(scenario, options), None
    if options.deadline_s is not None:
        ends = _writing_begins(scenario, options) - _playing_s(requirements, options)
        ends -= left * _playing_s(requirements, options)
        ends = perf_counter() + (ends - perf_counter()) / (left + 1)
        limit_s = max(0.0, min(limit_s, ends - perf_counter()))
    try:
        return solve(
            scenario,
            requirements,
            limit_s=limit_s,
            gap=scenario.solve.gap if options.gap is None else options.gap,
            seed=seed_of(scenario, options),
            watcher=Watcher(
                progress, lambda: stop() or (ends is not None and perf_counter() > ends)
            ),
            reproducible=options.reproducible,
            known=known,
        )
    except NoRoster:
        if stop():
            raise Interrupted from None
        raise


def limit_of(scenario: Scenario, options: Options) -> float:
    """Seconds for all searches: as asked for, else as set."""
    asked = options.time_limit_s
    return max(1e-9, scenario.solve.time_limit_s if asked is None else asked)


def _writing_begins(scenario: Scenario, options: Options) -> float:
    """When all is to be written; endless without a deadline.

    Seconds are kept for reading back, measuring and writing; more than measured.
    """
    if options.deadline_s is None:
        return inf
    return options.began + options.deadline_s - 3.0 - 0.03 * len(scenario.csrs)


def _playing_s(requirements: Requirements, options: Options) -> float:
    """Seconds to keep for one simulation, a quarter of the deadline at most."""
    if options.replications == 0:
        return 0.0
    contacts = sum(volume.volume for volume in requirements.volumes)
    seconds = max(500_000, contacts * (options.replications or 10)) / 125_000
    return seconds if options.deadline_s is None else min(seconds, options.deadline_s / 4)


def simulated_service(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    options: Options,
    stop: Callable[[], bool],
) -> tuple[Simulated | None, tuple[str, ...]]:
    """Contacts against the roster, None where none are played, and what is to be known of it.

    Ends with what has been played when it is time to write, or soon after `stop` says yes.
    """
    asked = _replications(scenario, options)
    if asked == 0:
        return None, ()
    ends = _writing_begins(scenario, options)
    try:
        found = _play(scenario, requirements, roster, asked, options, stop, ends)
    except TooManyContacts as error:
        return None, (f"simulation: {error}: not simulated",)
    if found.replications < found.asked:
        return found, (f"simulation: {found.played} replications played: the time was out",)
    return found, ()


def languages_of(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    simulated: Simulated | None,
    options: Options,
    stop: Callable[[], bool],
) -> tuple[LanguageService, ...]:
    """What callers of each language meet; what would hold one is simulated while there is time."""
    if simulated is None:
        return ()
    from scheduler.verification.language_service import language_services

    many, ends = simulated.replications, _writing_begins(scenario, options)

    def play(centre: Scenario, made: Roster) -> Simulated | None:
        if stop() or perf_counter() > ends:
            return None
        return _play(centre, requirements, made, many, options, stop, ends)

    return tuple(language_services(scenario, requirements, roster, simulated, play))


def _replications(scenario: Scenario, options: Options) -> int | None:
    """As asked for, else as set; None for as many as the simulation thinks fit."""
    asked = options.replications
    return scenario.simulation.replications if asked is None else asked


def _play(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    replications: int | None,
    options: Options,
    stop: Callable[[], bool],
    ends: float,
) -> Simulated:
    from scheduler.verification.simulation import simulate  # here: it compiles on import

    def over() -> bool:
        nonlocal ends
        if stop():
            ends = min(ends, perf_counter() + GRACE_S)
        return perf_counter() > ends

    seed = seed_of(scenario, options)
    return simulate(scenario, requirements, roster, replications, seed, stop=over)


def worth_of(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    options: Options,
    stop: Callable[[], bool],
) -> tuple[Worth, ...]:
    """What people more and fewer would change, where that is asked for."""
    if not options.worth:
        return ()
    from scheduler.rostering.headcount_worth import worth

    return worth(scenario, requirements, roster, seed_of(scenario, options), stop)


def prices_of_granting(
    scenario: Scenario,
    requirements: Requirements,
    roster: Roster,
    options: Options,
    stop: Callable[[], bool],
) -> tuple[Granting, ...]:
    """What granting each refused request would cost, as many as there is time for."""
    ends = _writing_begins(scenario, options)

    def over() -> bool:
        return stop() or perf_counter() > ends

    granted = (request_granted(scenario, roster, request) for request in scenario.requests)
    if over() or all(granted):
        return ()
    from scheduler.rostering.price_of_granting import price_refused  # here: it compiles on import

    return price_refused(scenario, requirements, roster, over)


def seed_of(scenario: Scenario, options: Options) -> int:
    """As asked for, else as set."""
    return scenario.solve.seed if options.seed is None else options.seed
