"""The languages of a channel's contacts, and their handling times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.history import Observed
from scheduler.forecast.daily import Floats, Ints, weekday_of

# Contacts' worth of the overall value that a slot or weekday borrows, and half-lives.
BORROWED_SHARE, SHARE_HALF_LIFE_WEEKS = 50.0, 20.0
NONE_OF = 3.0  # contacts due where none ever came: exp(-3) is no chance
BORROWED_AHT, AHT_HALF_LIFE_WEEKS = 30.0, 8.0


@dataclass(frozen=True)
class Mix:
    """`shares[language, weekday, slot]`, 1 over languages, and `aht_s[language, slot]`."""

    languages: tuple[str, ...]
    shares: Floats
    aht_s: Floats


def mix_of(seen: Sequence[Observed], interval_minutes: int) -> Mix:
    """Languages and handling times of one channel's records, younger ones weighing more."""
    languages = tuple(sorted({one.language for one in seen}))
    number = {language: n for n, language in enumerate(languages)}
    slots = 24 * 60 // interval_minutes
    ordinals = np.array([one.start.toordinal() for one in seen], dtype=np.int64)
    at = (
        np.array([number[one.language] for one in seen], dtype=np.int64),
        weekday_of(ordinals),
        np.array([60 * one.start.hour + one.start.minute for one in seen]) // interval_minutes,
    )
    offered = np.array([one.offered for one in seen])
    aht_s = np.array([one.aht_s for one in seen])
    answered = np.array([one.answered for one in seen]) * (aht_s > 0)

    counts, seen_ever = np.zeros((2, len(languages), 7, slots))
    np.add.at(counts, at, offered * _weights(ordinals, SHARE_HALF_LIFE_WEEKS))
    np.add.at(seen_ever, at, offered)
    contacts, seconds = np.zeros((2, len(languages), slots))
    answered = answered * _weights(ordinals, AHT_HALF_LIFE_WEEKS)
    np.add.at(contacts, (at[0], at[2]), answered)
    np.add.at(seconds, (at[0], at[2]), answered * aht_s)
    return Mix(languages, _shares(counts, seen_ever), _times(contacts, seconds))


def _shares(counts: Floats, ever: Floats) -> Floats:
    """Overall share x the weekday's tendency x the slot's; few contacts mean little tendency.

    None where a language has had no contact `ever` though its share would have made some.
    """
    overall = counts.sum(axis=(1, 2)) / max(float(counts.sum()), 1e-12)
    shares = overall[:, None, None] * np.ones_like(counts)
    for axis in (2, 1):
        own_counts, all_counts = counts.sum(axis=axis), counts.sum(axis=(0, axis))
        drawn = (own_counts + BORROWED_SHARE * overall[:, None]) / (all_counts + BORROWED_SHARE)
        tendency = drawn / np.maximum(overall, 1e-12)[:, None]
        shares = shares * np.expand_dims(tendency, axis)
    due = ever.sum(axis=(1, 2), keepdims=True) / max(float(ever.sum()), 1e-12) * ever.sum(axis=0)
    shares = np.where((ever == 0) & (due >= NONE_OF), 0.0, shares)
    return np.asarray(shares / np.maximum(shares.sum(axis=0), 1e-12))


def _times(contacts: Floats, seconds: Floats) -> Floats:
    """Mean handling time by language and slot, weighted by contacts answered."""
    every = float(seconds.sum()) / max(float(contacts.sum()), 1e-12)
    mean = (seconds.sum(axis=1) + BORROWED_AHT * every) / (contacts.sum(axis=1) + BORROWED_AHT)
    drawn = seconds + BORROWED_AHT * mean[:, None]
    return np.asarray(drawn / (contacts + BORROWED_AHT))


def _weights(ordinals: Ints, half_life_weeks: float) -> Floats:
    return np.asarray(0.5 ** ((ordinals.max() - ordinals) / 7 / half_life_weeks))
