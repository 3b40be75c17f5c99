"""`scheduler import`: exports of known systems into the inputs."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.cli import options
from scheduler.cli.endings import BAD_INPUT, INTERRUPTED, ending, leave

if TYPE_CHECKING:
    from scheduler.loading.formats.imported import Imported
    from scheduler.loading.formats.questions import AnswerChoice, Question
    from scheduler.loading.import_file import FileToImport
    from scheduler.pipeline.merge_import import Merged

DAYS_SHOWN = 14
# Those of loading.formats.known_formats, whose import `--help` need not wait for.
FORMAT_NAMES = (
    "avaya-cms", "zendesk-tickets", "genesys-history", "genesys-forecast", "amazon-connect",
    "calabrio-forecast", "csv", "time-off",
)  # fmt: skip


def _pair(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    pairs = []
    for text in given:
        key, equals, value = text.rpartition("=")
        if not equals or not key.strip():
            raise click.BadParameter(f"{text!r} is not KEY=VALUE.")
        pairs.append((key.strip(), value.strip()))
    return tuple(pairs)


@click.command("import")
@click.argument("file", type=options.PathArgument())
@click.option(
    "--as",
    "form",
    type=click.Choice(FORMAT_NAMES),
    required=True,
    help="The format of the file.",
)
@click.option(
    "--into",
    "inputs",
    type=options.PathArgument(),
    required=True,
    metavar="INPUTS",
    help="The centre's folder, with its settings.toml.",
)
@click.option(
    "--answer",
    "answers",
    multiple=True,
    callback=_pair,
    metavar="KEY=VALUE",
    help="The answer to a question about the file, such as 'clock=utc'. A terminal asks; elsewhere "
    "the keys and their choices are listed. Kept in settings.toml.",
)
@click.option("--events", type=options.PathArgument(), metavar="FILE", help="Zendesk's events.")
@click.option("--users", type=options.PathArgument(), metavar="FILE", help="Zendesk's users.")
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook; without it, the first.")
@click.option("--dry-run", is_flag=True, help="Show what would be read; write nothing.")
@click.option(
    "--replace", is_flag=True, help="Replace the whole table; without it, rows are added to it."
)
@click.option(
    "--week",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Import only the rows of this week, any day of it.",
)
@ending
def command(file: Path, form: str, inputs: Path, **how: Any) -> None:
    """Read an export of another program into history.csv, tickets.csv, forecast.csv or
    time_off.csv of INPUTS.

    If the file is ambiguous the command asks, never guesses, and keeps the answers in settings.toml
    for the next file of the kind. Rows that come again replace the earlier ones. docs/imports.md
    explains every column.

    \b
    Examples:
      scheduler import report.csv --as avaya-cms --into inputs --dry-run
      scheduler import report.csv --as avaya-cms --into inputs
    """
    from scheduler.loading.import_file import file_to_import
    from scheduler.pipeline import merge_import as stage

    others = {name: how[name] for name in ("events", "users") if how[name]}
    job = file_to_import(file, form, inputs, how["answers"], how["sheet"], others)
    imported = _read(job)
    if week := how["week"]:
        stage.of_week(imported, week.date(), job.settings.keys.centre.week_start, job.facts.zone)
    dry_run = how["dry_run"]
    merge = stage.merged if dry_run else stage.merge
    found = merge(job, imported, inputs, replace=how["replace"])
    for note in imported.notes:
        click.echo(f"note: {note}", err=True)
    if dry_run:
        _show(imported)
    _sum_up(job, imported, found, inputs, dry_run)


def _read(job: FileToImport) -> Imported:
    """What the file says, with questions until it can be read."""
    from scheduler.loading.formats.questions import OpenQuestions

    while True:
        try:
            return job.read()
        except OpenQuestions as asked:
            questions = asked.questions
        if not somebody_there():
            leave(BAD_INPUT, *_listed(job, questions))
        try:
            for question in questions:
                _ask(job, question)
        except click.Abort:
            leave(INTERRUPTED, "interrupted: nothing was written")


def somebody_there() -> bool:
    """Whether questions can be asked: standard input is a terminal."""
    return sys.stdin.isatty()


def _listed(job: FileToImport, questions: tuple[Question, ...]) -> list[str]:
    """The questions as options to add, where there is nobody to ask."""
    things = "one thing that is" if len(questions) == 1 else f"{len(questions)} things that are"
    lines = [f"{job.path.name} does not tell {things} needed:"]
    said: tuple[AnswerChoice, ...] = ()
    for question in questions:
        lines.append(f"  {question.text}")
        fresh = [choice for choice in question.choices if choice not in said]
        width = max((len(choice.value) for choice in fresh), default=0)
        if len(fresh) < len(question.choices):
            lines.append("      one of the choices above" + (", or" if fresh else ""))
        lines += [f"      {c.value:{width}}  {c.meaning}".rstrip() for c in fresh]
        lines.append(f"    {question.option}")
        said = question.choices
    return [*lines, "add these options, or run the command on a terminal", "nothing was written"]


def _ask(job: FileToImport, question: Question) -> None:
    """Ask until there is an answer that can be used."""
    from scheduler.loading.faults import FaultList

    named = job.answers.named
    if question.skill and named not in (None, ["all"]) and question.skill not in (named or ()):
        return  # somebody else's
    click.echo(f"\n{question.text}", err=True)
    values = [choice.value for choice in question.choices]
    for at, choice in enumerate(question.choices, start=1):
        click.echo(f"  {at}  {choice.value}  {choice.meaning}".rstrip(), err=True)
    if question.several:
        click.echo("  numbers or names, parted by `;`, or all, or none", err=True)
    while True:
        given = click.prompt("answer", default=question.hint or None, err=True).strip()
        parts = [part.strip() for part in given.split(";")] if question.several else [given]
        named = [
            values[int(part) - 1] if part.isdigit() and 0 < int(part) <= len(values) else part
            for part in parts
        ]
        free = question.open or (question.several and named in (["all"], ["none"]))
        wrong = [part for part in named if part not in values and not free]
        findings = FaultList()
        if not wrong:
            job.answers.take(question.key, ";".join(named), findings)
            if not findings.faults:
                return
            click.echo(findings.faults[0].message, err=True)
        else:
            click.echo(f"not one of the choices: {', '.join(wrong)}", err=True)


def _show(imported: Imported) -> None:
    """First rows, totals by day, shares of the channels."""
    for cells, read in imported.shown:
        click.echo(f"{cells}\n    -> {read}")
    days = imported.by_day
    totals = days.groupby("day")["contacts"].sum()
    click.echo("\nby day")
    for day, contacts in list(totals.items())[:DAYS_SHOWN]:
        click.echo(f"  {date.fromisoformat(str(day)):%a %Y-%m-%d} {contacts:12,.0f}")
    if len(totals) > DAYS_SHOWN:
        click.echo(f"  and {len(totals) - DAYS_SHOWN} more days")
    everything = float(days["contacts"].sum())
    click.echo("by channel")
    for channel, contacts in days.groupby("channel")["contacts"].sum().items():
        share = 100 * contacts / everything if everything else 0.0
        click.echo(f"  {channel:14} {contacts:12,.0f} {share:6.1f} %")
    click.echo()


def _sum_up(
    job: FileToImport, imported: Imported, found: Merged, inputs: Path, dry_run: bool
) -> None:
    days = sorted(imported.by_day["day"])
    span = f", {days[0]} to {days[-1]}" if days else ""
    click.echo(
        f"{job.path.name}: {imported.used:,} of {imported.read:,} rows are the centre's{span}: "
        f"{float(imported.by_day['contacts'].sum()):,.0f} {_word(imported)}"
    )
    if imported.unread:
        click.echo(f"columns not read: {', '.join(imported.unread)}")
    change = f"{found.new:,} rows new, {found.replaced:,} replaced, {found.kept:,} kept"
    if dry_run:
        click.echo(f"{imported.fills} would have {change}; nothing was written, no answer kept")
        return
    click.echo(f"written: {inputs / imported.fills} ({change})")
    if any(value != [] for value in job.answers.given.values()):
        click.echo(f"answers kept in {inputs / 'settings.toml'}, [imports.{job.form}]")
    if imported.fills in ("history.csv", "tickets.csv") and (inputs / "forecast.csv").exists():
        click.echo(
            f"note: {inputs / 'forecast.csv'} comes first for the weeks that it has; move it away "
            f"to forecast them from {imported.fills}",
            err=True,
        )


def _word(imported: Imported) -> str:
    return "absences" if imported.fills == "time_off.csv" else "contacts"
