"""The generated page of file formats."""

from __future__ import annotations

from scheduler.loading.readers.csv_tables import columns_of
from scheduler.loading.schema.columns import TABLES
from scheduler.loading.schema.describe import describe
from scheduler.loading.schema.settings_keys import SettingsKeys


def test_every_file_column_and_key_is_described() -> None:
    page = describe()
    for model in TABLES:
        section = page.partition(f"## {model.file}\n")[2].partition("\n## ")[0]
        for name, info in columns_of(model).items():
            assert f"| `{name}` | {info.description} |" in section
            assert info.description
    for table in SettingsKeys.model_fields:
        assert f"`[{table}" in page or table == "closures"


def test_units_limits_defaults_and_sources() -> None:
    page = describe()
    assert (
        "| `rest_minutes` | Length of a rest, rounded up to whole slots. | min "
        "| a whole number from 1 to 60 | 10 | OAR 839-020-0050 |"
    ) in page
    assert (
        "| `hourly_rate` | Wage before premiums. | $/h | a number above 0 to 1,000 | required |"
    ) in page
    assert (
        "| local time | a time of day from 00:00 to 24:00, as `07:30` or `7:30 AM` | 18:00 |"
        in page
    )
