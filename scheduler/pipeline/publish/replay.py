"""A published version worked out again, from the inputs and the past that it kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scheduler.domain.digests import json_digest
from scheduler.loading import load
from scheduler.pipeline.publish.roster_comparison import difference
from scheduler.pipeline.publish.version_files import file_digests, report_of_version
from scheduler.pipeline.results_folder import outputs as results
from scheduler.pipeline.stages import measured
from scheduler.publishing.decision import answer_of
from scheduler.publishing.layout import (
    DECISION,
    DECISION_TEXT,
    PAST,
    PUBLISHED,
    ROSTER,
    inputs_folder,
    version_folders,
)
from scheduler.publishing.versions import read_decision
from scheduler.reporting.findings.edition import Edition


@dataclass(frozen=True)
class Replay:
    """What a version said and what it says now; `altered` are files that are not as written.

    `differing`: parts of the answer that came out otherwise.
    """

    number: int
    first_day: date
    answer_digest: str
    altered: tuple[str, ...]
    differing: tuple[str, ...]
    roster_digest: str
    verdict: str
    program: str

    @property
    def same(self) -> bool:
        return not self.altered and not self.differing

    def lines(self) -> Iterator[str]:
        """In words."""
        yield f"version {self.number} of the week of {self.first_day}, program {self.program}"
        yield f"roster {self.roster_digest}"
        yield f"answer {self.answer_digest}"
        yield from (f"{name}: is not the file that was written" for name in self.altered)
        yield from (f"{part}: comes out otherwise" for part in self.differing)
        yield f"audit {self.verdict}; {'the same answer' if self.same else 'not the same answer'}"


def replay(outputs: Path | str, number: int, week: date | None = None) -> Replay:
    """Work a version out again: audit, objective, hours, cost, requests with prices, changes.

    `week`: any day of it; the last published week without. Raises OutputFault for a version
    that is not there or kept no decision.
    """
    place = Path(outputs) / PUBLISHED
    first_day = _published_week(place, week)
    folder = version_folders(place, first_day).get(number)
    if folder is None:
        known = ", ".join(map(str, version_folders(place, first_day))) or "none"
        raise results.OutputFault(
            f"{number}: found no such version of the week of {first_day}; there are: {known}"
        )
    decision = read_decision(folder)
    if decision is None:
        raise results.OutputFault(f"{folder}: has no decision file and cannot be reproduced")
    kept = decision["answer"]
    answer = _answer(folder, inputs_folder(place, kept["input_digest"]), first_day, number)
    return Replay(
        number=number,
        first_day=first_day,
        answer_digest=json_digest(answer),
        altered=tuple(_altered(folder, decision["files"])),
        differing=tuple(key for key in answer if _plain(answer[key]) != kept.get(key)),
        roster_digest=answer["roster_digest"],
        verdict=answer["audit"]["verdict"],
        program=decision["program"].get("scheduler", "?"),
    )


def _published_week(place: Path, week: date | None) -> date:
    """First day of the published week that holds a day; of the last one where none is asked for."""
    known = sorted(
        date.fromisoformat(entry.name)
        for entry in place.glob("????-??-??")
        if (entry / ROSTER).is_file()
    )
    if week is not None:
        known = [day for day in known if day <= week < day + timedelta(days=_days(place, day))]
    if not known:
        raise results.OutputFault(f"{place}: has no published week" + (f" of {week}" * bool(week)))
    return known[-1]


def _days(place: Path, first_day: date) -> int:
    decisions = (read_decision(f) for f in version_folders(place, first_day).values())
    return max((int(d["days"]) for d in decisions if d is not None), default=7)


def _answer(folder: Path, inputs: Path, first_day: date, number: int) -> dict[str, Any]:
    """What the version's roster comes to with these inputs and the past that it kept."""
    past = folder / PAST
    scenario = load(inputs, first_day, past if (past / ROSTER).is_file() else None)
    found = measured(scenario, folder / ROSTER)
    before = scenario.published
    changes = None if before is None else difference(found, before, f"version {number - 1}")
    return answer_of(report_of_version(found, Edition(), False), changes)


def _altered(folder: Path, written: Mapping[str, str]) -> Iterator[str]:
    """Files that are gone, new or not as they were written; the decision vouches for the others."""
    now = {n: d for n, d in file_digests(folder).items() if n not in (DECISION, DECISION_TEXT)}
    for name in sorted(now.keys() | written.keys()):
        if now.get(name) != written.get(name):
            yield name


def _plain(content: Any) -> Any:
    """As it comes back from a file."""
    return json.loads(json.dumps(content))
