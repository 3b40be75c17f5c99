"""A run prices its refused requests, and has no time for them when it is to write."""

from __future__ import annotations

from time import perf_counter

from scheduler.pipeline.in_memory import solve
from scheduler.pipeline.limits import Options, prices_of_granting
from tests.rostering.test_price_of_granting import OFF_FIRST, PLACED, one_each_day, two_days


def test_as_many_as_there_is_time_for() -> None:
    scenario = two_days(OFF_FIRST)
    requirements = one_each_day(scenario)
    found = prices_of_granting(scenario, requirements, PLACED, Options(), lambda: False)
    assert [granting.request for granting in found] == [OFF_FIRST]
    late = Options(deadline_s=1.0, began=perf_counter() - 10.0)
    assert prices_of_granting(scenario, requirements, PLACED, late, lambda: False) == ()
    assert prices_of_granting(scenario, requirements, PLACED, Options(), lambda: True) == ()


def test_the_result_of_a_run_has_the_prices() -> None:
    # two cannot both be off on both days: somebody is refused
    both = tuple(
        OFF_FIRST.__class__(f"c{i}", "off", start, start + 24, 1.0)
        for i in (1, 2)
        for start in (0, 24)
    )
    report = solve(two_days(*both), time_limit=1.0, reproducible=True, replications=0).report
    refused = {request for request, granted in report.requests if not granted}
    assert set(report.granting) == refused
    assert len(refused) == 2
