"""A finished run, for people and programs: tables, workbook, page, calendars, terminal.

`write(folder, report)` puts everything into an empty folder; swapping it with the last
good one is the pipeline's task.
"""

from __future__ import annotations

from pathlib import Path

from scheduler.reporting.findings.run_report import Report

__all__ = ["Report", "write", "write_for_people"]


def write(folder: Path, report: Report) -> None:
    """Every output of a run into a folder, which is made where it is missing."""
    # Imported here: a command that only asks for the terminal's summary loads none of them.
    from scheduler.reporting.files.csv_files import write_tables
    from scheduler.reporting.files.workbook import write_workbook
    from scheduler.reporting.page.week_page import write_page

    folder.mkdir(parents=True, exist_ok=True)
    write_tables(folder, report)
    write_workbook(folder / "roster.xlsx", report)
    write_page(folder / "roster.html", report)
    write_for_people(folder, report)


def write_for_people(folder: Path, report: Report) -> None:
    """What differs between a draft and a version: the files that say what people were told."""
    from scheduler.reporting.files.calendar import write_calendars
    from scheduler.reporting.page.person_page import write_people
    from scheduler.reporting.page.wall_page import write_wall

    write_calendars(folder / "ics", report)
    write_wall(folder / "wall.html", report)
    write_people(folder / "people", report)
