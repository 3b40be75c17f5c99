"""The decision file of a version as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from scheduler.publishing.change_words import count_line
from scheduler.publishing.roster_changes import ChangeCount
from scheduler.reporting.findings import words


def decision_text(decision: Mapping[str, Any]) -> str:
    """The file as a person reads it."""
    return "\n".join(_lines(decision)) + "\n"


def _lines(decision: Mapping[str, Any]) -> list[str]:
    answer = decision["answer"]
    figures, audit = answer["figures"], answer["audit"]
    lines = [
        f"# {decision['centre']}: week of {decision['week_start']}, version {decision['version']}",
        "",
        f"Published {decision['published']}" + _by(decision) + ".",
    ]
    if decision["undoes"]:
        lines.append(f"Brings back the roster before version {decision['undoes']}.")
    if decision["note"]:
        lines += ["", decision["note"]]
    lines += [
        "",
        f"- Roster: {answer['roster_digest']}",
        f"- Inputs: {answer['input_digest']}, kept in `../../../inputs/{answer['input_digest']}/`",
        f"- Answer: {decision['answer_digest']}",
        f"- Audit: {audit['verdict']}, {len(audit['rules'])} rules checked",
        f"- Objective: {words.dollars(figures['objective'], cents=True)}; "
        f"{words.agent_hours(figures['shortage_hours'])} short; "
        f"{words.hours(figures['paid_hours'])} paid, {words.dollars(figures['cost'], cents=True)}",
        "",
    ]
    for title, key in (("Changes", answer["changes"]), ("Edits", decision["edits"])):
        if key:
            lines += [*_change_lines(title, key), ""]
    return [*lines, *_request_lines(answer["requests"])]


def _by(decision: Mapping[str, Any]) -> str:
    return f" by {decision['published_by']}" if decision["published_by"] else ""


def _change_lines(title: str, found: Mapping[str, Any]) -> list[str]:
    lines = [
        f"## {title} against {found['against']}",
        "",
        f"{_count(found)}; {words.dollars(found['dollars'], cents=True)} in all.",
        "",
    ]
    for day in found["each"]:
        dollars = day["dollars"]
        price = "" if dollars is None else f" ({words.dollars(dollars, cents=True)})"
        who = f"; asked by {day['asked_by']}" if day.get("asked_by") else ""
        why = f": {day['reason']}" if day.get("reason") else ""
        lines.append(f"- {day['csr_id']}, {day['date']}: {day['change']}{price}{who}{why}")
    return lines


def _count(found: Mapping[str, Any]) -> str:
    names = [field.name for field in fields(ChangeCount)]
    return count_line(ChangeCount(**{name: found[name] for name in names}))


def _request_lines(requests: Sequence[Mapping[str, Any]]) -> list[str]:
    if not requests:
        return ["## Requests", "", "None."]
    lines = ["## Requests", ""]
    for request in requests:
        answer = "granted" if request["granted"] else "refused"
        reason = f"; {request['reason']}" if request["reason"] else ""
        lines.append(
            f"- {request['csr_id']} ({request['source']}) asked {request['asked']}: {answer}, "
            f"{request['rostered']}{reason}"
        )
    return lines
