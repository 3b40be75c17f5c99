"""The sample is of the inputs that are here, and no rule is broken in it."""

from __future__ import annotations

import json

import scheduler
from scheduler.pipeline.stages import examine
from tests.docs.pages import DOCS, ROOT

SAMPLE = DOCS / "sample"
AGAIN = "docs/sample/README.md says how the sample is made: make it again"


def test_the_sample_is_a_roster_of_these_inputs() -> None:
    found = examine(ROOT / "inputs", SAMPLE / "roster.csv")
    summary = json.loads((SAMPLE / "summary.json").read_text(encoding="utf-8"))
    assert not found.violations, AGAIN
    assert abs(found.terms.total - summary["objective"]) < 0.005, AGAIN
    assert set(summary["terms"]) == set(found.terms.by_name()), AGAIN


def test_it_says_its_version_and_date() -> None:
    run = json.loads((SAMPLE / "run.json").read_text(encoding="utf-8"))
    page = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert run["versions"]["scheduler"] in page
    assert run["created"][:10] in page
    assert scheduler.__version__.split(".")[0] == run["versions"]["scheduler"].split(".")[0]
