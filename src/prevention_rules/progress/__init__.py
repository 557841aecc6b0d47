"""Progress, apart from the verdict: the schedule (序时进度), and published measures as side information.

The schedule is exact and gives the word for progress. The measures of others, named after their
authors, stand beside it: they never decide.
"""

from __future__ import annotations

from prevention_rules.progress.measures import (
    HealthyPeople,
    OpenSdg,
    UnChart,
    healthy_people,
    open_sdg,
    un_chart,
)
from prevention_rules.progress.pace import Pace, Way
from prevention_rules.progress.schedules import How, Schedule, ScheduleStatus, schedule

__all__ = [
    "HealthyPeople",
    "How",
    "OpenSdg",
    "Pace",
    "Schedule",
    "ScheduleStatus",
    "UnChart",
    "Way",
    "healthy_people",
    "open_sdg",
    "schedule",
    "un_chart",
]
