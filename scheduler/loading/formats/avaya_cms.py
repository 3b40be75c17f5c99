"""Avaya CMS: interval reports and multi-day, multi-skill reports."""

from __future__ import annotations

from scheduler.loading.formats.export_format import UNUSED, ExportFormat, Known

ASKED_OR_SUMMED = "seconds, mm:ss, h:mm:ss or :ss"

AVAYA_CMS = ExportFormat(
    name="avaya-cms",
    fills="history.csv",
    summary="Avaya CMS Supervisor: split/skill interval reports and multi-day multi-skill reports.",
    columns=(
        Known("date", ("Date", "Day"), "the day, with Time; alone, the row counts for its day"),
        Known("time", ("Time", "Interval", "Time Interval"), "start of the interval, or its span"),
        Known("start", ("Start", "Interval Start", "Date Time"), "day and time in one"),
        Known(
            "skill",
            ("Split/Skill", "Skill", "Split", "Skill Name", "Split/Skill Name", "VDN"),
            "which rows are the centre's, and which language they are",
        ),
        Known(
            "acd_calls",
            ("ACD Calls", "Calls Answered"),
            "calls answered, or offered: asked, because reports differ",
        ),
        Known(
            "abandoned",
            ("Abandoned Calls", "Aban Calls", "Abandon Calls", "Calls Abandoned"),
            "calls abandoned; offered = answered + abandoned",
        ),
        Known(
            "talk_s",
            ("Avg ACD Time", "Avg Talk Time", "Average ACD Time", "Average Talk Time"),
            f"talk time of an answered call ({ASKED_OR_SUMMED})",
        ),
        Known(
            "after_total_s",
            ("Total After Call", "Total ACW Time", "Total After Call Time", "ACW Time"),
            "after-call work of the interval, divided by the calls answered",
        ),
        Known(
            "after_s",
            ("Avg ACW Time", "Avg After Call Time", "Avg After Call"),
            "after-call work of an answered call",
        ),
        Known(UNUSED, ("Avg Speed Ans", "Avg Speed Answer", "ASA"), "not used: a result"),
        Known(UNUSED, ("Avg Aban Time", "Average Abandon Time"), "not used"),
        Known(UNUSED, ("Flow In",), "not used: such calls are among the ACD Calls already"),
        Known(UNUSED, ("Flow Out",), "not used: who answers them counts them"),
        Known(UNUSED, ("Total AUX", "Total AUX Time", "AUX Time"), "not used"),
        Known(UNUSED, ("Avg Staffed", "Avg Pos Staff", "Avg Positions Staffed"), "not used"),
        Known(UNUSED, ("% ACD Time", "% Ans Calls", "% Serv Level", "Service Level"), "not used"),
        Known(UNUSED, ("Max Delay", "Extn Out Calls", "Avg Extn Out Time"), "not used"),
    ),
    needs=(("date", "start", "time"), ("acd_calls",), ("talk_s",)),
)
