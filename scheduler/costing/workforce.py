"""Who will be there, and what they will be paid: attrition, hires, pay steps, wage growth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.costing.fiscal_year import days_in, first_year, fiscal_year
from scheduler.costing.staff_year import FTE_HOURS, ClassYear, csr_fte, on_queues
from scheduler.domain.budget_settings import BudgetSettings, Hire
from scheduler.domain.scenario import Csr, Scenario

MONTHS = 12
SAME_RATE = 0.005  # dollars an hour within which a rate is a step's


@dataclass(frozen=True)
class Workforce:
    """The people of a staff list and those to come.

    `premium_share` is what premiums add to salaries; `base` the first day that is rostered.
    """

    scenario: Scenario
    settings: BudgetSettings
    premium_share: float

    @classmethod
    def of(cls, scenario: Scenario, year: ClassYear, settings: BudgetSettings) -> Workforce:
        return cls(scenario, settings, year.premiums / year.salary if year.salary else 0.0)

    @property
    def base(self) -> date:
        return self.scenario.grid.first_day

    def queue_fte(self, month: date) -> tuple[float, float]:
        """People on the queues in a month: employed, and those of them at full speed."""
        employed = sum(fte for csr, fte in self._people(month) if on_queues(csr))
        ready = employed
        for hire, fte, speed in self._hired(month):
            if self._on_queues(hire):
                employed, ready = employed + fte, ready + fte * speed
        return employed, ready

    def speakers_fte(self, month: date, language: str) -> float:
        """FTE on the queues who speak a language, or one of `es+vi`."""
        own = sum(f for c, f in self._people(month) if on_queues(c) and c.speaks(language))
        spoken = set(language.split("+"))
        return own + sum(
            fte * speed
            for hire, fte, speed in self._hired(month)
            if self._on_queues(hire) and spoken & hire.languages
        )

    def wages(self, month: date, label: str) -> float:
        """Dollars of a month, everybody, supervisors too; `label` is its fiscal year."""
        hours = FTE_HOURS * days_in(month) / 365
        salary = sum(fte * hours * self._rate(csr, month) for csr, fte in self._people(month))
        salary += sum(
            fte * hours * self._hire_rate(hire, month) for hire, fte, _ in self._hired(month)
        )
        return salary * (1 + self.premium_share) * self._grown(label)

    def _grown(self, label: str) -> float:
        begins = self.settings.fiscal_year_begins
        years = first_year(label) - first_year(fiscal_year(self.base, begins))
        return (1 + self.settings.ahead.wage_growth) ** years

    def _people(self, month: date) -> Iterator[tuple[Csr, float]]:
        """Everybody on the staff list with the FTE that are expected to be left."""
        stay = self._stay(self.base, month)
        for csr in self.scenario.everybody.csrs:
            yield csr, csr_fte(self.scenario, csr) * stay

    def _hired(self, month: date) -> Iterator[tuple[Hire, float, float]]:
        """Hires who have begun: FTE that are left, and their speed from 0 to 1."""
        for hire in self.settings.hires:
            months = _months_between(hire.first, month)
            if months < 0:
                continue
            ramp = self.settings.ahead.ramp_up_months
            speed = min(1.0, (months + 0.5) / ramp) if ramp else 1.0
            yield hire, hire.fte * self._stay(hire.first, month), speed

    def _stay(self, first: date, month: date) -> float:
        years = max(0, _months_between(first, month)) / MONTHS
        return float((1 - self.settings.ahead.attrition) ** years)

    def _on_queues(self, hire: Hire) -> bool:
        """As the people of the class are; a class that nobody has works queues."""
        own = [on_queues(c) for c in self.scenario.everybody.csrs if c.pay_class == hire.pay_class]
        return not own or any(own)

    def _rate(self, csr: Csr, month: date) -> float:
        """The rate of a month: a step more on each anniversary, where the class has steps."""
        steps = self.settings.steps.get(csr.pay_class)
        if steps is None or csr.hired is None:
            return csr.hourly_rate
        at = [n for n, rate in enumerate(steps.rates) if abs(rate - csr.hourly_rate) < SAME_RATE]
        if not at:
            return csr.hourly_rate
        more = _years_since(csr.hired, month) - _years_since(csr.hired, self.base)
        return steps.rates[min(at[0] + more, len(steps.rates) - 1)]

    def _hire_rate(self, hire: Hire, month: date) -> float:
        if hire.hourly_rate is not None:
            return hire.hourly_rate
        steps = self.settings.steps.get(hire.pay_class)
        if steps is not None:
            return steps.rates[min(_years_since(hire.first, month), len(steps.rates) - 1)]
        people = self.scenario.everybody.csrs
        own = [csr.hourly_rate for csr in people if csr.pay_class == hire.pay_class]
        return min(own or [csr.hourly_rate for csr in people], default=0.0)


def _months_between(first: date, month: date) -> int:
    return MONTHS * (month.year - first.year) + month.month - first.month


def _years_since(first: date, month: date) -> int:
    return max(0, _months_between(first, month) // MONTHS)
