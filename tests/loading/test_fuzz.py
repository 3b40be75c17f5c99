"""Whatever the files hold, loading answers with a Scenario or with InputFaults."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.loading import InputFaults, load
from tests.loading.full_centre import FULL
from tests.small_centres import write_centre

FILES = (
    "settings.toml",
    "csrs.csv",
    "contracts.csv",
    "forecast.csv",
    "history.csv",
    "tickets.csv",
    "events.csv",
    "meetings.csv",
    "time_off.csv",
    "requests.csv",
    "pins.csv",
    "previous_roster.csv",
    "pay_classes.csv",
)
SNIPPETS = st.sampled_from(
    ["", ",", ";", '"', "\n", "\r", "-", "=", "[", "]", "{", "}", "#", "nan", "inf", "1e999", "-1",
     "0", "99999999999999999999", "2026-02-30T00:00", "0001-01-01T00:00+14:00", "T24:00",
     "2100-12-31T24:00Z", "team:", "all", "é", "\u202e", "true", "c01", "meeting:x", "24:00", "٣",
     "[opening.x]\nmon='00:00-24:00'\n", "days = 42", "[[labour]]", "'''"]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(
        st.sampled_from(FILES),
        st.floats(0, 1, exclude_max=True),  # where in the file
        st.integers(0, 12),  # characters taken out
        st.one_of(SNIPPETS, st.text(max_size=6)),
    ),
    min_size=1,
    max_size=4,
)


def assert_answered(folder: Path) -> None:
    """A Scenario, or at least one fault, each with a place."""
    faults = None
    try:
        load(folder)
    except InputFaults as caught:
        faults = caught.faults
    assert faults is None or faults
    assert all(fault.line >= 1 and fault.column for fault in faults or ())


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_mutated_files(edits: list[tuple[str, float, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_centre(Path(name), **FULL)
        for file, where, cut, text in edits:
            path = folder / file
            old = path.read_bytes().decode("utf-8", "surrogateescape")
            at = int(where * len(old))
            new = old[:at] + text + old[at + cut :]
            path.write_bytes(new.encode("utf-8", "surrogatepass"))
        assert_answered(folder)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(file=st.sampled_from(FILES), data=st.binary(max_size=200))
def test_files_of_any_bytes(file: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_centre(Path(name), **FULL)
        (folder / file).write_bytes(data)
        assert_answered(folder)
