"""The decision file of a version as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.publishing.change_words import count_line
from scheduler.publishing.roster_changes import ChangeCount
from scheduler.reporting.findings import words

Names = Mapping[str, str]  # by id


def decision_text(decision: Mapping[str, Any]) -> str:
    """The file as a person reads it."""
    return "\n".join(_lines(decision)) + "\n"


def _lines(decision: Mapping[str, Any]) -> list[str]:
    answer = decision["answer"]
    figures, audit = answer["figures"], answer["audit"]
    lines = [
        f"# {decision['centre']}: week of {_day(decision['week_start'])}, "
        f"version {decision['version']}",
        "",
        f"Published {_moment(decision)}" + _by(decision) + ".",
    ]
    if decision["undoes"]:
        lines.append(f"Brings back the roster before version {decision['undoes']}.")
    if decision["note"]:
        lines += ["", decision["note"]]
    lines += [
        "",
        f"- Rules: {'all hold' if audit['verdict'] == 'clean' else audit['verdict']}, "
        f"{len(audit['rules'])} checked",
        f"- Short: {words.agent_hours(figures['shortage_hours'])}",
        f"- Wages: {words.dollars(figures['cost'], cents=True)}, "
        f"{words.hours(figures['paid_hours'])} paid",
        f"- Price of the roster (objective): {words.dollars(figures['objective'], cents=True)}",
        "",
    ]
    names = decision.get("names", {})
    changes, edits = answer["changes"], decision["edits"]
    if changes and edits and edits["against"] == changes["against"]:
        changes, edits = edits, None  # the same days, with who asked
    for title, found in (("Changes", changes), ("Edits", edits)):
        if found:
            lines += [*_change_lines(title, found, names), ""]
    return [*lines, *_request_lines(answer["requests"], names), "", *_proof_lines(decision)]


def _proof_lines(decision: Mapping[str, Any]) -> list[str]:
    """What the version is recomputed from, for `publish --replay`."""
    answer = decision["answer"]
    return [
        "## To recompute it",
        "",
        f"`scheduler publish INPUTS OUTPUTS --replay {decision['version']} "
        f"--week {decision['week_start']}`",
        "",
        f"- Inputs: {answer['input_digest']}, kept in `../../../inputs/{answer['input_digest']}/`",
        f"- Roster: {answer['roster_digest']}",
        f"- Answer: {decision['answer_digest']}",
    ]


def _day(iso: str) -> str:
    """`Mon 11 May 2026` of a date."""
    at = date.fromisoformat(iso)
    return f"{words.short_date(at)} {at.year}"


def _moment(decision: Mapping[str, Any]) -> str:
    """`Thu 26 Nov 2026, 14:55 CST`: when it was published, by the centre's clock."""
    zone = ZoneInfo(decision.get("timezone", "UTC"))
    at = datetime.fromisoformat(decision["published"]).astimezone(zone)
    return f"{_day(at.date().isoformat())}, {at.hour}:{at:%M} {at.tzname() or ''}".rstrip()


def _by(decision: Mapping[str, Any]) -> str:
    return f" by {decision['published_by']}" if decision["published_by"] else ""


def _change_lines(title: str, found: Mapping[str, Any], names: Names) -> list[str]:
    heading = f"## {title} against {found['against']}"
    if not found["each"]:
        return [heading, "", "None."]
    lines = [
        heading,
        "",
        f"{_count(found)}; {words.signed_dollars(found['dollars'])} in all.",
        "",
    ]
    for day in found["each"]:
        dollars = day["dollars"]
        price = "" if dollars is None else f" ({words.signed_dollars(dollars)})"
        asked = day.get("asked_by")
        who = "; repair" if asked == "repair" else f"; asked by {asked}" if asked else ""
        why = f": {day['reason']}" if day.get("reason") else ""
        when = words.short_date(date.fromisoformat(day["date"]))
        lines.append(f"- {_name(day, names)}, {when}: {day['change']}{price}{who}{why}")
    return lines


def _name(row: Mapping[str, Any], names: Names) -> str:
    """The person's name; the id where the file, of an earlier program, has none."""
    csr_id = str(row["csr_id"])
    return names.get(csr_id, csr_id)


def _count(found: Mapping[str, Any]) -> str:
    names = [field.name for field in fields(ChangeCount)]
    return count_line(ChangeCount(**{name: found[name] for name in names}))


def _request_lines(requests: Sequence[Mapping[str, Any]], names: Names) -> list[str]:
    if not requests:
        return ["## Requests", "", "None."]
    lines = ["## Requests", ""]
    for request in requests:
        answer = "granted" if request["granted"] else "refused"
        reason = f"; {request['reason']}" if request["reason"] else ""
        lines.append(
            f"- {_name(request, names)} ({request['source']}) asked {request['asked']}: {answer}, "
            f"{request['rostered']}{reason}"
        )
    return lines
