"""One export of another program, to be read into the inputs of a centre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scheduler.loading.faults import FaultList, InputFaults, SourcePlace
from scheduler.loading.formats.centre_facts import CentreFacts, facts_of
from scheduler.loading.formats.column_places import locate
from scheduler.loading.formats.imported import Imported
from scheduler.loading.formats.interval_export import read_intervals
from scheduler.loading.formats.known_formats import FORMATS, format_named
from scheduler.loading.formats.mapped_csv import CSV
from scheduler.loading.formats.questions import Answers
from scheduler.loading.formats.raw_table import HEAD, RawTable, read_raw
from scheduler.loading.formats.time_off_export import TIME_OFF, StaffFacts, read_time_off
from scheduler.loading.formats.zendesk_tickets import ZENDESK_TICKETS, read_tickets_of
from scheduler.loading.readers.csv_tables import read_table
from scheduler.loading.readers.input_folder import InputFolder
from scheduler.loading.readers.settings_file import SettingsFile, read_settings
from scheduler.loading.schema.columns import ContractRow, CsrRow
from scheduler.loading.schema.demand_columns import ProfileRow
from scheduler.loading.schema.import_keys import NOT_OURS, ImportKeys

LARGE = 1 << 23  # bytes, from which the first rows are looked at before all are read
NOT_PLAIN = ("columns", "time_format", "delimiter", "format")


@dataclass
class FileToImport:
    """A file, what it is said to be, and what is known of the centre.

    The file is read once; `read` may be called again with more answers. `others` are files
    that belong to it, by what they hold.
    """

    path: Path
    form: str
    settings: SettingsFile
    facts: CentreFacts
    answers: Answers
    sheet: str | None = None
    others: dict[str, Path] = field(default_factory=dict)
    staff: StaffFacts = field(default_factory=lambda: StaffFacts({}, {}))
    _raw: dict[str, RawTable] = field(default_factory=dict)

    def read(self) -> Imported:
        """What the file says. Raises InputFaults with all faults, OpenQuestions otherwise."""
        findings = FaultList()
        imported = self._read(findings)
        if imported is None or findings.faults:
            raise InputFaults(findings.faults)
        imported.notes += findings.warnings
        return imported

    def _read(self, findings: FaultList) -> Imported | None:
        raw = self.raw("", self.path, findings)
        if raw is None:
            return None
        if self.form == TIME_OFF.name:
            return read_time_off(raw, self.answers, self.facts, self.staff, FORMATS, findings)
        if self.form == ZENDESK_TICKETS.name:
            tables = {what: self.raw(what, path, findings) for what, path in self.others.items()}
            beside = {what: table for what, table in tables.items() if table is not None}
            if findings.faults:
                return None
            return read_tickets_of(raw, beside, self.answers, self.facts, FORMATS, findings)
        form = format_named(self.form)
        return read_intervals(raw, form, FORMATS, self.answers, self.facts, findings)

    def raw(self, what: str, path: Path, findings: FaultList) -> RawTable | None:
        """The file's rows as texts; None with a fault."""
        if what not in self._raw:
            sheet = self.sheet if path == self.path else None
            if path == self.path and not self._begins_well(findings):
                return None
            found = read_raw(path, self.answers.keys.encoding, sheet, findings)
            if found is None:
                return None
            self._raw[what] = found
        return self._raw[what]

    def _begins_well(self, findings: FaultList) -> bool:
        """Whether a large file has the columns that it is said to have: the rest may wait."""
        if not self.path.is_file() or self.path.stat().st_size < LARGE or self.form == CSV.name:
            return True
        with self.path.open("rb") as file:
            if not file.read(1 << 20).isascii():
                return True  # a workbook, or letters of an encoding that is still to be asked
        head = read_raw(self.path, None, self.sheet, findings, rows=HEAD)
        form = format_named(self.form)
        return head is not None and locate(head, form, FORMATS, findings) is not None


def file_to_import(
    path: Path,
    form: str,
    inputs: Path,
    answers: Sequence[tuple[str, str]] = (),
    sheet: str | None = None,
    others: dict[str, Path] | None = None,
) -> FileToImport:
    """A file for the centre of this folder. Raises InputFaults."""
    findings = FaultList()
    settings = _settings(inputs, findings)
    if settings is None or findings.faults:
        raise InputFaults(findings.faults)
    keys = settings.keys.imports.get(form, ImportKeys())  # type: ignore[call-overload]
    known = Answers(form, keys)
    for key, value in answers:
        known.take(key, value, findings)
    for what in others or {}:
        if form != ZENDESK_TICKETS.name:
            words = f"none: only {ZENDESK_TICKETS.name} has files of its own for them"
            findings.fault(SourcePlace(f"--{what}", 0), what, "found a file of them", words)
    profile = read_table(InputFolder(inputs).table(ProfileRow.file), ProfileRow, findings)
    facts = facts_of(settings.keys, [record.row for record in profile])
    _check_channels(settings, known, facts, answers, findings)
    if findings.faults:
        raise InputFaults(findings.faults)
    staff = _staff(inputs) if form == TIME_OFF.name else StaffFacts({}, {})
    return FileToImport(path, form, settings, facts, known, sheet, others or {}, staff)


def _check_channels(
    settings: SettingsFile,
    known: Answers,
    facts: CentreFacts,
    answers: Sequence[tuple[str, str]],
    findings: FaultList,
) -> None:
    """A channel that the centre does not open would be written and then refused by `check`."""
    keys = known.keys
    given = {"channel": keys.channel, **{f"channel.{k}": c for k, c in keys.channels.items()}}
    given |= {f"handling_s.{channel}": channel for channel in keys.handling_s}
    for key, channel in given.items():
        if channel is None or channel == NOT_OURS or channel in facts.opening:
            continue
        said = next((value for name, value in answers if name == key), None)
        place = settings.place("imports", known.format)
        if said is not None:
            place = SourcePlace(f"--answer '{key}={said}'", 0)
        findings.unknown(place, key, channel, facts.opening, "settings.toml")


def _staff(inputs: Path) -> StaffFacts:
    """Who is there, as far as csrs.csv and contracts.csv can be read."""
    source, unheard = InputFolder(inputs), FaultList()
    hours = {
        record.row.contract: min(record.row.shift_hours)
        for record in read_table(source.table(ContractRow.file), ContractRow, unheard)
    }
    people = [r.row for r in read_table(source.table(CsrRow.file), CsrRow, unheard)]
    return StaffFacts(
        {one.csr_id: one.name for one in people},
        {one.csr_id: hours[one.contract] for one in people if one.contract in hours},
    )


def _settings(inputs: Path, findings: FaultList) -> SettingsFile | None:
    source = InputFolder(inputs)
    if source.missing(findings):
        return None
    return read_settings(source, findings)


def check_target(job: FileToImport, imported: Imported) -> None:
    """Raise InputFaults where settings.toml would read what is written as something else."""
    findings = FaultList()
    table = imported.fills.removesuffix(".csv")
    keys = getattr(job.settings.keys, table, None)
    if table not in ("history", "tickets") or keys is None:
        return
    for name in NOT_PLAIN:
        value = getattr(keys, name, None)
        if name == "columns":
            value = next((one for one in dict(keys.columns).values() if one), None)
        if value not in (None, ",", "csv"):
            place: SourcePlace = job.settings.place(table, name)
            found = f"found {table}.{name}, by which {imported.fills} would be misread"
            words = "none: an import writes the plain columns (--as csv reads [imports.csv])"
            findings.fault(place, f"{table}.{name}", found, words)
    if findings.faults:
        raise InputFaults(findings.faults)
