"""Contacts expected in each interval of the horizon: the stage between loading and staffing."""

from scheduler.forecast.horizon import Forecast, forecast
from scheduler.forecast.oddities import AbsurdContacts

__all__ = ["AbsurdContacts", "Forecast", "forecast"]
