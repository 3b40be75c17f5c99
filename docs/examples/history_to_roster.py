"""From counted contacts to a published roster: `python docs/examples/history_to_roster.py OUT`.

The centre is `library_line/`, next to this file: six people, one line, eight weeks of history.
Everything is written into the folder OUT; the published roster is `OUT/published/roster.csv`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import scheduler
from scheduler.forecast import forecast
from scheduler.pipeline.publish.publication import publish

CENTRE = Path(__file__).parent / "library_line"


def main(results: Path) -> None:
    """Forecast, roster, audit and publish the first week after the history."""
    # Reads and checks every file; then forecasts from history.csv, as there is no forecast.csv
    scenario = scheduler.load(CENTRE)
    contacts = sum(volume.volume for volume in forecast(scenario).volumes)
    print(f"{scenario.name}, week of {scenario.grid.first_day}: {contacts:.0f} contacts expected")

    report = scheduler.schedule(CENTRE, results)
    print(f"short: {report.shortage_hours:g} agent-hours; {report.objective:.2f} dollars")

    # From the written file alone, as with a roster that was edited by hand
    broken = scheduler.audit(CENTRE, results / "roster.csv")
    print(f"broken rules: {len(broken)}")

    publish(CENTRE, results)
    print(f"published: {results / 'published' / 'roster.csv'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
