"""roster.html, read as a browser and a screen reader would."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from scheduler.reporting.page.week_page import page
from tests.reporting.made_runs import FORMULA, NASTY, monday

VOID = {"meta", "link", "input", "br", "path"}


class Page(HTMLParser):
    """Elements with their attributes and the visible text, nesting checked."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module")
def source() -> str:
    return page(monday())


@pytest.fixture(scope="module")
def parsed(source: str) -> Page:
    return Page(source)


def test_elements_close_in_order(parsed: Page) -> None:
    assert parsed.open == []


def test_nothing_comes_from_the_network(source: str, parsed: Page) -> None:
    for _, attributes in parsed.elements:
        for name in ("src", "href", "action", "srcset"):
            value = attributes.get(name)
            assert value is None or value.startswith(("#", "data:")), value
    assert "@import" not in source
    assert "url(" not in source


def test_names_cannot_become_markup(source: str, parsed: Page) -> None:
    assert "<script>alert" not in source
    assert len(parsed.all("script")) == 1
    assert NASTY in parsed.text
    assert FORMULA in parsed.text
    policy = next(a for a in parsed.all("meta") if a.get("http-equiv"))["content"] or ""
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[\w+/=]+'", policy)


def test_landmarks_headings_and_a_way_past_the_head(parsed: Page) -> None:
    assert len(parsed.all("main")) == len(parsed.all("header")) == len(parsed.all("h1")) == 1
    assert parsed.all("html")[0]["lang"] == "en"
    assert next(a for a in parsed.all("a") if a.get("class") == "skip")["href"] == "#main"
    assert {a.get("id") for a in parsed.all("section")} == {
        "findings", "week", "days", "coverage", "away", "people", "requests", "meetings",
        "cost",
    }  # fmt: skip


def test_links_and_labels_lead_somewhere(parsed: Page) -> None:
    ids = [str(a["id"]) for _, a in parsed.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in parsed.elements:
        target = attributes.get("href") or ""
        assert not target.startswith("#") or target[1:] in ids
        assert (attributes.get("aria-labelledby") or ids[0]) in ids


def test_tables_have_scopes_and_captions_drawings_have_words(parsed: Page) -> None:
    assert all(a.get("scope") in ("row", "col") for a in parsed.all("th"))
    assert len(parsed.all("table")) == len(parsed.all("caption"))
    assert all(a.get("role") == "img" and a.get("aria-label") for a in parsed.all("svg"))
    scrolling = [a for a in parsed.all("div") if a.get("class") == "scroll"]
    assert scrolling
    assert all(a.get("tabindex") == "0" and a.get("aria-label") for a in scrolling)


def test_the_timeline_says_in_words_what_it_draws(parsed: Page) -> None:
    labels = [a.get("aria-label") or "" for a in parsed.all("div")]
    assert (
        "Phones 8:00–9:00, Team A 9:00–9:30, phones 9:30–10:00, rest 10:00–10:15, "
        "phones 10:15–12:00, meal 12:00–12:30, phones 12:30–14:30, rest 14:30–14:45, "
        "phones 14:45–16:30"
    ) in [label[:1].upper() + label[1:] for label in labels]
    assert "8:00–9:00 3; 9:00–9:30 1, short; 9:30–10:00 3; 10:00–10:15 1; 10:15–10:30 2; " in next(
        label for label in labels if "short" in label
    )


def test_it_tells_what_a_supervisor_asks(parsed: Page) -> None:
    for words in (
        "Roster, Mon 11 May 2026",
        "1.5 agent-hours",
        "1 of 2 granted",
        "all hold",
        "Mon 9:00–9:30 phones two short : three of the four who could are at work",
        "Vacation: Dan Okafor",
        "to have off Mon 12:00–17:00",
        "✗ refused",
        "8:00–16:30",
    ):
        assert words in parsed.text, words


@pytest.mark.parametrize(("regret", "kind"), [(0.01, "good"), (0.0101, "bad")])
def test_the_proof_is_good_news_up_to_one_per_cent(regret: float, kind: str) -> None:
    source = page(monday(regret=regret))
    assert re.search(rf'<div class="{kind}">\s*<dt>Proof</dt>', source)


def test_a_clean_week_says_so() -> None:
    report = monday(coverage=(), requests=(), excused=(), warnings=())
    assert "Nothing is short" in Page(page(report)).text
