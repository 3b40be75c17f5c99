"""Which rows of an export are the centre's, and their channel and language."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scheduler.loading.faults import FaultList, SourcePlace, listed, nearest, shown
from scheduler.loading.formats.centre_facts import CentreFacts
from scheduler.loading.formats.export_format import ExportFormat
from scheduler.loading.formats.questions import AnswerChoice, Answers, Question
from scheduler.loading.formats.raw_table import Flags
from scheduler.loading.schema.fields import LANGUAGES
from scheduler.loading.schema.import_keys import NOT_OURS

Texts = NDArray[np.object_]

MOST_ASKED = 40  # languages or channels asked for one by one

# Names under which systems list languages; ISO 639-1 codes stand for themselves.
LANGUAGE_NAMES = {
    "english": "en", "spanish": "es", "español": "es", "espanol": "es", "vietnamese": "vi",
    "russian": "ru", "ukrainian": "uk", "somali": "so", "romanian": "ro", "tagalog": "tl",
    "mandarin": "zh", "cantonese": "zh", "chinese": "zh", "korean": "ko", "japanese": "ja",
    "arabic": "ar", "french": "fr", "french-canadian": "fr", "german": "de", "italian": "it",
    "portuguese": "pt", "hindi": "hi", "amharic": "am", "farsi": "fa", "persian": "fa",
    "swahili": "sw", "nepali": "ne", "lao": "lo", "thai": "th", "polish": "pl", "dutch": "nl",
    "burmese": "my", "khmer": "km",
}  # fmt: skip


def language_of(text: str) -> str:
    """The code that a language's name or code stands for; nothing where it is neither."""
    folded = text.casefold().strip()
    if folded in LANGUAGES:
        return folded
    if match := re.fullmatch(r"([a-z]{2})[-_][a-z]{2,4}", folded):
        return match[1] if match[1] in LANGUAGES else ""
    return LANGUAGE_NAMES.get(folded, "")


def suggested_language(text: str, base: str) -> str:
    """The language that a skill's name has in it, to be confirmed; else the centre's."""
    words = re.split(r"[^a-zà-ÿ\-]+", text.casefold())
    return next((LANGUAGE_NAMES[word] for word in words if LANGUAGE_NAMES.get(word)), base)


def whose(
    texts: Texts, data: Flags, form: ExportFormat, answers: Answers, findings: FaultList
) -> tuple[Flags, list[Question]]:
    """Rows of skills that are the centre's; a question where nobody has said which are."""
    counted = pd.Series(texts[data]).value_counts()
    found = sorted(str(text) for text in counted.index)
    keys = answers.keys
    known = set(keys.skills or ()) | set(keys.other_skills)
    new = [text for text in found if text not in known]
    if answers.named is not None:
        _choose(answers, found, new, form, findings)
    elif new and (len(found) > 1 or keys.skills is not None):
        return data, [_whose_question(new, counted, form, bool(known))]
    others = set(answers.keys.other_skills)
    if not others:
        return data, []
    distinct = pd.unique(texts)
    ours = {text: text not in others for text in distinct.tolist()}
    return data & pd.Series(texts).map(ours).to_numpy(dtype=np.bool_), []


def _choose(
    answers: Answers, found: list[str], new: list[str], form: ExportFormat, findings: FaultList
) -> None:
    """Keep which of the skills found were named just now, and which were not."""
    named, keys = answers.named or [], answers.keys
    answers.named = None
    if named == ["all"]:
        named = new
    elif named == [NOT_OURS]:
        named = []
    folded = {text.casefold(): text for text in found}
    for text in named:
        if text.casefold() not in folded:
            place = SourcePlace(f"--answer 'skills={text}'", 0)
            words = f"a {form.words} of the file: {listed(found, limit=40)}{nearest(text, found)}"
            findings.fault(place, "skills", f"found {shown(text)}", words)
    chosen = {folded[text.casefold()] for text in named if text.casefold() in folded}
    ours = [*(keys.skills or ()), *(text for text in new if text in chosen)]
    ours += [text for text in found if text in chosen and text not in ours]
    others = [*keys.other_skills, *(text for text in new if text not in chosen)]
    answers.keep("skills", ours)
    answers.keep("other_skills", [text for text in others if text not in ours])


def _whose_question(
    new: list[str], counted: pd.Series[int], form: ExportFormat, again: bool
) -> Question:
    choices = tuple(AnswerChoice(text, f"{counted[text]:,} rows") for text in new)
    text = f"Which of these {form.words}s are the centre's? The others are left out."
    if again:
        text = f"The file has {form.words}s that were not there before. Which are the centre's?"
    return Question("skills", text, choices, several=True)


def channels_of(
    media: Texts | None,
    skills: Texts,
    rows: Flags,
    answers: Answers,
    facts: CentreFacts,
    tickets: bool = False,
) -> tuple[Texts, list[Question]]:
    """The channel of each row, `none` for what is left out; empty where it is asked.

    A medium that is named like a channel is that channel. A ticket's type is not: one of
    "Phone" is mostly about a call that is counted elsewhere.
    """
    keys, own = answers.keys, list(facts.opening)
    known = {} if tickets else {text: text for text in own}
    known |= keys.channels
    folded = {text.casefold(): channel for text, channel in known.items()}
    texts = skills if media is None else media
    found = {text: folded.get(str(text).casefold(), "") for text in pd.unique(texts).tolist()}
    only = keys.channel or (own[0] if len(own) == 1 else "")
    if media is None or (only and not tickets):
        found = {text: channel or only for text, channel in found.items()}
    questions = []
    choices = tuple(AnswerChoice(channel) for channel in own)
    missing = sorted({str(text) for text in pd.unique(texts[rows]).tolist() if not found[text]})
    if missing and media is None:
        text = "On which channel did the contacts of this file come?"
        questions = [Question("channel", text, choices)]
    elif missing:
        left_out = AnswerChoice(NOT_OURS, "not the centre's: left out")
        questions = [
            Question(
                f"channel.{text}",
                f"Which channel of the centre is {shown(text)}?",
                (*choices, left_out),
                hint=_alike(text, own),
            )
            for text in missing[:MOST_ASKED]
        ]
    return pd.Series(texts, dtype=object).map(found).to_numpy(dtype=object), questions


def _alike(text: str, channels: Sequence[str]) -> str:
    usual = {"voice": "phone", "call": "phone", "web": "email", "webform": "email"}
    name = usual.get(text.casefold(), text.casefold())
    return name if name in channels else ""


def languages_of(
    texts: Texts, rows: Flags, answers: Answers, facts: CentreFacts, by_skill: bool
) -> tuple[Texts, list[Question]]:
    """The language of each row; empty where it is asked.

    A column of languages may name them. A skill's name is never taken for one: it is asked.
    """
    keys = answers.keys
    known = {text.casefold(): code for text, code in keys.languages.items()}
    found = {}
    for text in pd.unique(texts).tolist():
        told = known.get(str(text).casefold(), "") or ("" if by_skill else language_of(text))
        found[text] = told or keys.language or ""
    missing = sorted({str(text) for text in pd.unique(texts[rows]).tolist() if not found[text]})
    questions = [_language_question(text, facts, by_skill) for text in missing[:MOST_ASKED]]
    return pd.Series(texts, dtype=object).map(found).to_numpy(dtype=object), questions


def _language_question(text: str, facts: CentreFacts, by_skill: bool) -> Question:
    hint = suggested_language(text, facts.base_language)
    if not text:
        words = "In which language were the contacts of this file?"
        return Question("language", words, (), open=True, hint=hint)
    words = f"Which language does {shown(text)} stand for? (an ISO 639-1 code, as en or es)"
    return Question(
        f"language.{text}", words, (), open=True, hint=hint, skill=text if by_skill else ""
    )
