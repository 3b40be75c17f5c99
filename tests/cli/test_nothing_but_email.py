"""A centre that has nothing but work that may wait: no row of heads is left to be counted."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import UNPLAYED, Call
from tests.small_centres import CSRS, SETTINGS, forecast_table, write_centre


def test_it_is_rostered(tmp_path: Path, call: Call) -> None:
    settings = SETTINGS[: SETTINGS.index("[opening.phone]")]
    settings += SETTINGS[SETTINGS.index("[opening.email]") : SETTINGS.index("[service.phone]")]
    settings += SETTINGS[SETTINGS.index("[service.email]") :]
    people = CSRS.replace("phone;email", "email").replace("phone", "email")
    mail = "\n".join(row for row in forecast_table().splitlines() if "phone" not in row)
    folder = write_centre(tmp_path / "inputs", settings=settings, csrs=people, forecast=mail)
    outputs = tmp_path / "outputs"
    done = call("schedule", folder, "--out", outputs, *UNPLAYED)
    assert done.exit_code == 0, done.output
    assert call("audit", folder, outputs / "roster.csv").exit_code == 0
