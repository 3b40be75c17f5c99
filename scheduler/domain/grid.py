"""The slot grid: every time inside the program is whole slots since midnight of day 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Local time without an offset; one that the clock skips stays as it is written."""
    written = moment.replace(tzinfo=None)
    if moment.tzinfo is None or written.replace(tzinfo=zone).utcoffset() == moment.utcoffset():
        return written
    return moment.astimezone(zone).replace(tzinfo=None)


@dataclass(frozen=True)
class Grid:
    """Wall-clock slots of the horizon; slot 0 is local midnight of `first_day`.

    Every day counts 24 hours of wall clock, also where daylight saving changes: of the hour
    that comes twice there are no second slots, and those of the hour that the clock skips are
    `skipped`: nothing is open in them.
    Slots of the published past are negative.
    """

    first_day: date
    days: int
    slot_minutes: int = 15
    interval_minutes: int = 60
    timezone: str = "America/Los_Angeles"

    @cached_property
    def slots_per_day(self) -> int:
        return 24 * 60 // self.slot_minutes

    @cached_property
    def slots_per_interval(self) -> int:
        return self.interval_minutes // self.slot_minutes

    @cached_property
    def slots(self) -> int:
        """Slots in the horizon."""
        return self.days * self.slots_per_day

    @cached_property
    def weeks(self) -> int:
        """Weeks begun in the horizon; contract days and hours hold in each."""
        return -(-self.days // 7)

    @cached_property
    def slot_hours(self) -> float:
        return self.slot_minutes / 60

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def day(self, slot: int) -> int:
        """Day of the horizon (negative in the past) that holds this slot."""
        return slot // self.slots_per_day

    def of_day(self, slot: int) -> int:
        """Slot counted from its own midnight."""
        return slot % self.slots_per_day

    def date(self, day: int) -> date:
        return self.first_day + timedelta(days=day)

    def weekday(self, day: int) -> int:
        """Monday is 0."""
        return self.date(day).weekday()

    def week_days(self, week: int) -> range:
        """Days of one week of the horizon."""
        return range(7 * week, min(7 * week + 7, self.days))

    def local(self, slot: int) -> datetime:
        """Wall-clock time, without an offset, at which the slot begins."""
        midnight = datetime.combine(self.first_day, datetime.min.time())
        return midnight + timedelta(minutes=slot * self.slot_minutes)

    def moment(self, slot: int) -> datetime:
        """Time with its offset at which the slot begins."""
        return self.local(slot).replace(tzinfo=self._zone)

    @cached_property
    def skipped(self) -> frozenset[int]:
        """Slots of the horizon that never come, because the clock is put forward."""
        days = range(0, self.slots, self.slots_per_day)
        changes = [
            slot
            for slot in days
            if self.moment(slot).utcoffset() != self.moment(slot + self.slots_per_day).utcoffset()
        ]
        return frozenset(
            slot
            for midnight in changes
            for slot in range(midnight, midnight + self.slots_per_day)
            if self.shown(slot) != slot
        )

    def shown(self, slot: int) -> int:
        """The slot itself; for one that never comes, what the clock shows instead of it."""
        return self.floor(self.moment(slot).astimezone(UTC))

    def floor(self, moment: datetime) -> int:
        """Slot that holds the moment (local wall clock, or with an offset)."""
        return self._minutes(moment) // self.slot_minutes

    def ceil(self, moment: datetime) -> int:
        """First slot that begins at or after the moment."""
        return -(-self._minutes(moment) // self.slot_minutes)

    def starting(self, moment: datetime) -> int | None:
        """Slot that begins at the very moment; None where none does."""
        minutes = self._minutes(moment)
        if minutes % self.slot_minutes or moment.second or moment.microsecond:
            return None
        return minutes // self.slot_minutes

    def _minutes(self, moment: datetime) -> int:
        """Minutes since midnight of day 0, remembered: a week has few moments, and many rows."""
        written = moment.replace(tzinfo=None), moment.utcoffset()
        if written not in self._known:
            midnight = datetime.combine(self.first_day, datetime.min.time())
            since = local(moment, self._zone) - midnight
            self._known[written] = int(since.total_seconds() // 60)
        return self._known[written]

    @cached_property
    def _known(self) -> dict[tuple[datetime, timedelta | None], int]:
        return {}

    def slots_up(self, minutes: float) -> int:
        """Whole slots that hold a duration, rounded up."""
        return -int(-minutes // self.slot_minutes)

    def text(self, slot: int) -> str:
        """Short human form, such as `Mon 09:15`."""
        return self.local(slot).strftime("%a %H:%M")
