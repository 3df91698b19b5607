"""排期: dates back from a deadline in working days, what is critical, who is overloaded, and plans within people's capacity.

Pure: dataclasses in and out, no database. ``schedule`` answers when everything must start, ``reschedule`` the same after one change,
``moves`` what a change would move, ``overloads`` who has too much on which day, ``level`` proposes a plan that everybody can hold.
"""

from tongpin.domains.work.schedule.change import Move, moves, reschedule
from tongpin.domains.work.schedule.levelling import Levelled, Shift, level
from tongpin.domains.work.schedule.loads import Overload, overloads
from tongpin.domains.work.schedule.plan import Circle, Link, LinkKind, Plan, PlannedTask
from tongpin.domains.work.schedule.result import Placed, Schedule
from tongpin.domains.work.schedule.scheduling import schedule

__all__ = [
    "Circle",
    "Levelled",
    "Link",
    "LinkKind",
    "Move",
    "Overload",
    "Placed",
    "Plan",
    "PlannedTask",
    "Schedule",
    "Shift",
    "level",
    "moves",
    "overloads",
    "reschedule",
    "schedule",
]
