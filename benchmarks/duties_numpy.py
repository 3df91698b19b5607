"""The rules of ``duties.py`` written in NumPy the way OpenFisca does it. Not OpenFisca itself: a small engine of our own in its style.

As there, a variable is calculated for the whole population and one period (here: a month) by a formula over NumPy arrays; a formula asks
the simulation for other variables of the period; what was calculated is held by variable and period, so that two formulas that need the
same share it. OpenFisca knows no missing values (it takes 0): here every fact comes with an array that says where it is known, and
conditions are yes, no or neither, since the answers must be those of the rules. Texts are small whole numbers (OpenFisca's EnumArray),
lists their length. Turning the facts into such arrays is not timed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl

OPEN, SOON, DONE, OVERDUE, NOT_APPLICABLE, MISSING = range(6)
Array = np.ndarray[Any, Any]


class Known(NamedTuple):
    """Values, and where they are known."""

    values: Array
    known: Array


class Holds(NamedTuple):
    """Where a condition holds and where it does not; neither where that is not known."""

    yes: Array
    no: Array

    def __and__(self, other: Holds) -> Holds:
        return Holds(self.yes & other.yes, self.no | other.no)

    def __or__(self, other: Holds) -> Holds:
        return Holds(self.yes | other.yes, self.no & other.no)

    def __invert__(self) -> Holds:
        return Holds(self.no, self.yes)


class Month(NamedTuple):
    """A period: its last day, on which is judged, and the last days of the windows around it."""

    as_of: np.datetime64
    quarter: np.datetime64
    half: np.datetime64
    year: np.datetime64


Formula = Callable[["Simulation", Month], Any]
FORMULAS: dict[str, Formula] = {}


class Simulation:
    """One run: inputs by variable and period, and what was calculated by variable and period."""

    def __init__(self, inputs: dict[tuple[str, Month], Known], words: Sequence[str]) -> None:
        self.inputs, self.words = inputs, {word: number for number, word in enumerate(words)}
        self.held: dict[tuple[str, Month], Any] = {}

    def calculate(self, name: str, period: Month) -> Any:
        """The variable for everybody in the period."""
        key = (name, period)
        if key in self.inputs:
            return self.inputs[key]
        if key not in self.held:
            self.held[key] = FORMULAS[name](self, period)
        return self.held[key]


def variable(name: str) -> Callable[[Formula], Formula]:
    """Registers the formula of a variable."""

    def register(formula: Formula) -> Formula:
        FORMULAS[name] = formula
        return formula

    return register


def compared(a: Any, b: Any, work: Callable[[Any, Any], Array]) -> Holds:
    """A comparison of two arrays, or of an array and a constant."""
    values = work(a.values if isinstance(a, Known) else a, b.values if isinstance(b, Known) else b)
    parts = [one.known for one in (a, b) if isinstance(one, Known)]
    known = parts[0] if len(parts) == 1 else parts[0] & parts[1]
    return Holds(values & known, ~values & known)


def at_least(a: Any, b: Any) -> Holds:
    return compared(a, b, np.greater_equal)


def at_most(a: Any, b: Any) -> Holds:
    return compared(a, b, np.less_equal)


def more(a: Any, b: Any) -> Holds:
    return compared(a, b, np.greater)


def equal(a: Any, b: Any) -> Holds:
    return compared(a, b, np.equal)


def is_known(a: Known) -> Holds:
    return Holds(a.known, ~a.known)


def true(a: Known) -> Holds:
    return Holds(a.values & a.known, ~a.values & a.known)


def plus_months(a: Known, count: int) -> Known:
    """So many months later, on the last day of a shorter month."""
    month = a.values.astype("datetime64[M]")
    day = a.values - month.astype("datetime64[D]")
    then = month + count
    last = (then + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return Known(np.minimum(then.astype("datetime64[D]") + day, last), a.known)


def plus_days(a: Known, count: int) -> Known:
    return Known(a.values + np.timedelta64(count, "D"), a.known)


def first_no(*wrong: Holds) -> Holds:
    """Not met as soon as one is wrong; neither where one cannot be told before that."""
    yes, no = wrong[-1].no, wrong[-1].yes
    for one in reversed(wrong[:-1]):
        yes, no = one.no & yes, one.yes | (one.no & no)
    return Holds(yes, no)


def state(period: Month, met: Holds, due: Any = None, soon: int = 7, applies: Holds | None = None) -> Array:
    """The state as a small number."""
    late: Any = np.uint8(OVERDUE)
    if isinstance(due, Known):
        ahead = (due.values - period.as_of).astype(np.int32)
        late = np.where(ahead < 0, np.uint8(OVERDUE), np.where(ahead <= soon, np.uint8(SOON), np.uint8(OPEN)))
        late = np.where(due.known, late, np.uint8(MISSING))
    elif due is not None:
        ahead = int((due - period.as_of).astype(int))
        late = np.uint8(OVERDUE if ahead < 0 else SOON if ahead <= soon else OPEN)
    found = np.where(met.yes, np.uint8(DONE), np.where(met.no, late, np.uint8(MISSING)))
    if applies is None:
        return found
    return np.where(applies.yes, found, np.where(applies.no, np.uint8(NOT_APPLICABLE), np.uint8(MISSING)))


def rule(code: str, met: Callable[[Any, Month], Any], due: Any = None, soon: int = 7, applies: Any = None) -> None:
    """A variable of the states by one rule; ``met``, ``due`` and ``applies`` are asked of the facts (``f``) of the period."""

    def formula(simulation: Simulation, period: Month) -> Array:
        def f(name: str) -> Any:
            return simulation.calculate(name, period)

        f.words = simulation.words  # type: ignore[attr-defined]
        asked = applies(f, period) if applies else None
        return state(period, met(f, period), due(f, period) if due else None, soon, asked)

    FORMULAS[code] = formula


@variable("term_end")
def term_end(simulation: Simulation, period: Month) -> Known:
    return plus_months(simulation.calculate("last_election_on", period), 36)


@variable("term_end_and_a_year")
def term_end_and_a_year(simulation: Simulation, period: Month) -> Known:
    return plus_months(simulation.calculate("term_end", period), 12)


@variable("reminder_due")
def reminder_due(simulation: Simulation, period: Month) -> Known:
    return plus_months(simulation.calculate("term_end", period), -6)


@variable("away_limit")
def away_limit(simulation: Simulation, period: Month) -> Known:
    return plus_months(simulation.calculate("away_since", period), 6)


@variable("life_due")
def life_due(simulation: Simulation, period: Month) -> Known:
    given = simulation.calculate("life_meeting_due_on", period)
    return Known(np.where(given.known, given.values, period.year), np.ones_like(given.known))


@variable("months_counted")
def months_counted(simulation: Simulation, period: Month) -> Array:
    joined = simulation.calculate("joined_on", period)
    first = period.year.astype("datetime64[Y]").astype("datetime64[D]")
    month = joined.values.astype("datetime64[M]").astype(np.int32) % 12 + 1
    return np.where(joined.known & (joined.values >= first), 13 - month, 12)


as_of, quarter, half, year = (lambda f, p, name=name: getattr(p, name) for name in Month._fields)


def word(f: Any, name: str, *words: str) -> Holds:
    """Whether a text is one of the words."""
    found = f(name)
    values = np.isin(found.values, [f.words[one] for one in words])
    return Holds(values & found.known, ~values & found.known)


def stopped(f: Any, p: Month) -> Holds:
    """Membership stopped within two years; where it was not, the last contact less than six months ago."""
    given, contact = f("membership_stopped_on"), more(plus_months(f("last_contact_on"), 6), p.as_of)
    within = plus_months(given, 24).values > p.as_of
    return Holds(np.where(given.known, within, contact.yes), np.where(given.known, ~within, contact.no))


def extended(f: Any, p: Month) -> Holds:
    end, until = f("term_end"), f("term_extended_to")
    running, so_far = at_least(end, p.as_of), is_known(until) & at_least(until, p.as_of)
    return Holds(running.yes | (running.no & so_far.yes), running.no & so_far.no)


def this_day(f: Any, p: Month) -> Holds:
    day, usual = f("theme_day_on"), f("usual_theme_day")
    first = p.as_of.astype("datetime64[M]").astype("datetime64[D]")
    away = np.abs((day.values - first).astype(np.int32) + 1 - usual.values)
    known = day.known & usual.known
    return Holds((away <= 5) & known, (away > 5) & known)


def summed(*parts: Known) -> Known:
    return Known(
        sum((one.values.astype(np.int32) for one in parts[1:]), parts[0].values.astype(np.int32)),
        np.logical_and.reduce([one.known for one in parts]),
    )


def said(f: Any, p: Month) -> Holds:
    """Whether the difficulty a person stated is the newest cause of a talk, rather than a measure on record."""
    needed, measure = f("support_needed_on"), f("measure_on")
    return is_known(needed) & (~is_known(measure) | at_least(needed, measure))


def talk_due(f: Any, p: Month) -> Known:
    stated, needed, measure = said(f, p).yes, f("support_needed_on"), f("measure_on")
    return plus_days(Known(np.where(stated, needed.values, measure.values), np.where(stated, needed.known, measure.known)), 30)


def talked_in_time(f: Any, p: Month) -> Holds:
    stated, last, talked = said(f, p), f("last_talked_on"), f("measure_talked_on")
    after_need = is_known(last) & at_least(last, f("support_needed_on"))
    return (stated & after_need) | (~stated & is_known(talked) & at_most(talked, talk_due(f, p)))


def surely(condition: Holds) -> Holds:
    """Where it is not known, it does not hold."""
    return Holds(condition.yes, ~condition.yes)


def paid_alone(f: Any, p: Month) -> Holds:
    at_once = f("months_paid_at_once")
    unasked = (more(at_once, 1) | ~word(f, "payment_channel", "本人")) & ~true(f("payment_consent"))
    return first_no(surely(~true(f("month_settled"))), is_known(at_once) & unasked)


def reminded(f: Any, p: Month) -> Holds:
    told = f("term_reminded_on")
    return is_known(told) & at_least(told, f("last_election_on")) & at_most(told, f("reminder_due"))


def hours_studied(f: Any, p: Month) -> Holds:
    hours = f("study_hours")
    return at_least(Known(hours.values.astype(np.int32) * 12, hours.known), 32 * f("months_counted"))


def always(f: Any, p: Month) -> Holds:
    size = f("members").known.shape
    return Holds(np.ones(size, bool), np.zeros(size, bool))


rule("DUES-06a", lambda f, p: at_most(f("months_paid_at_once"), 6), as_of, applies=lambda f, p: is_known(f("payment_channel")))
rule("DUES-08", lambda f, p: ~at_least(f("months_unpaid"), 6))
rule("DUES-09a", lambda f, p: at_least(f("collection_day"), 1) & at_most(f("collection_day"), 31))
rule("DUES-11", lambda f, p: at_most(f("dues_entries"), 0), as_of, applies=lambda f, p: true(f("is_temporary")))
rule("EDU-01", hours_studied, year, 30, lambda f, p: ~true(f("activity_exempt")) & at_most(f("joined_on"), p.year))
rule(
    "EDU-06",
    lambda f, p: is_known(f("relation_transferred_on")) & at_most(f("relation_transferred_on"), f("away_limit")),
    lambda f, p: f("away_limit"),
    30,
    lambda f, p: is_known(f("away_since")) & true(f("away_place_fixed")),
)
rule(
    "EDU-08",
    lambda f, p: at_least(f("contact_records"), 1),
    quarter,
    14,
    lambda f, p: true(f("is_floating")) & ~is_known(f("relation_transferred_on")),
)
rule("EDU-09", lambda f, p: at_least(f("contact_records"), 1), half, 30, lambda f, p: true(f("studies_abroad")))
rule("EDU-10", stopped, applies=lambda f, p: true(f("lost_contact")))
rule("EDU-16", lambda f, p: more(summed(f("vanguard_posts"), f("promises"), f("volunteer_events")), 0), year, 60)
rule(
    "ELEC-01a",
    lambda f, p: at_most(f("term_extended_to"), f("term_end_and_a_year")) & at_least(f("term_end_and_a_year"), p.as_of),
    applies=lambda f, p: is_known(f("term_extended_to")),
)
rule("LIFE-01", lambda f, p: at_least(f("general_meetings_held"), 1), quarter, 10)
rule("LIFE-04", lambda f, p: at_least(f("lectures_held"), 1), quarter, 10)
rule("LIFE-06", lambda f, p: at_least(f("theme_days_held"), 1), as_of)
rule(
    "LIFE-06a",
    this_day,
    lambda f, p: f("theme_day_on"),
    applies=lambda f, p: is_known(f("theme_day_on")) & is_known(f("usual_theme_day")),
)
rule("LIFE-07", lambda f, p: at_least(f("life_meetings_held"), 1), lambda f, p: f("life_due"), 30)
rule("LIFE-09", lambda f, p: at_least(f("appraisals_held"), 1), lambda f, p: f("life_due"), 30)
rule("LIFE-14", talked_in_time, talk_due, 7, lambda f, p: is_known(f("support_needed_on")) | is_known(f("measure_on")))
rule("ORG-02", lambda f, p: at_most(f("members"), 50))
rule("ORG-03a", lambda f, p: at_most(f("covered_units"), 5), applies=lambda f, p: true(f("is_joint")))
rule("ORG-06", lambda f, p: equal(f("barred_acts_recorded"), 0), applies=lambda f, p: true(f("is_temporary")))
rule(
    "ORG-06a",
    lambda f, p: ~always(f, p),
    lambda f, p: f("temporary_body_ended_on"),
    applies=lambda f, p: true(f("is_temporary")) & is_known(f("temporary_body_ended_on")),
)
rule("ORG-07a", lambda f, p: at_most(f("committee_members"), 7), applies=lambda f, p: true(f("has_committee")))
rule("ORG-10", reminded, lambda f, p: f("reminder_due"), 30)
rule("ORG-11", extended)
rule("PRA-01", lambda f, p: equal(f("four_strong_gaps"), 0), year, 30, lambda f, p: true(f("four_strong_applied")))
rule("PRA-04", lambda f, p: more(plus_months(f("brand_last_activity_on"), 12), p.as_of), applies=lambda f, p: true(f("has_brand")))
rule("PRA-06", lambda f, p: at_most(f("unconfirmed_volunteer_records"), 0), as_of)
rule("PRA-07", lambda f, p: equal(f("open_teams_of_ended_tasks"), 0))
rule("PRA-09", lambda f, p: equal(f("unvisited_branches"), 0), half, 14, lambda f, p: more(f("peer_visits_due"), 0))
rule("PUB-02", lambda f, p: equal(f("undisclosed_items"), 0), year, 30, lambda f, p: more(f("disclosure_items_due"), 0))
rule("DUES-09", lambda f, p: more(f("dues_publications"), 0), year, 30)
rule("DUES-06", paid_alone, as_of, applies=lambda f, p: is_known(f("months_paid_at_once")) | is_known(f("month_settled")))
rule(
    "DUES-10",
    lambda f, p: first_no(
        surely(word(f, "payment_channel", "单位代扣", "单位代交")),
        surely(true(f("special_dues_asked"))),
        surely(true(f("gift_over_limit"))) & ~true(f("gift_forwarded")),
    ),
    as_of,
    applies=lambda f, p: is_known(f("payment_channel")) | surely(true(f("gift_over_limit"))) | surely(true(f("special_dues_asked"))),
)
rule(
    "EDU-02",
    lambda f, p: first_no(~at_least(f("study_hours"), 56), ~at_least(f("concentrated_trainings"), 1)),
    year,
    30,
    lambda f, p: word(f, "branch_post", "党支部书记", "党支部副书记", "党支部委员"),
)
rule(
    "EDU-05",
    lambda f, p: (is_known(f("cadre_training_days")) & at_least(f("cadre_training_days"), 12)) | at_least(f("cadre_training_hours"), 90),
    year,
    60,
    lambda f, p: word(f, "cadre_rank", "乡科级及以下"),
)
rule("EDU-13", always, year, applies=lambda f, p: true(f("activity_exempt")))
rule(
    "ORG-07",
    lambda f, p: first_no(~true(f("has_committee")), ~at_least(f("committee_members"), 3), more(f("committee_roles_missing"), 0)),
    applies=lambda f, p: at_least(f("full_members"), 7),
)
rule(
    "ORG-08",
    lambda f, p: first_no(~true(f("has_secretary")), true(f("has_committee"))),
    applies=lambda f, p: ~at_least(f("full_members"), 7),
)
rule(
    "ORG-16",
    lambda f, p: first_no(at_most(f("small_groups"), 0), more(f("small_groups_without_leader"), 0)),
    applies=lambda f, p: more(f("small_groups"), 0) | true(f("needs_small_groups")),
)


def arrays(frame: pl.DataFrame, months: Sequence[Month]) -> tuple[dict[tuple[str, Month], Known], list[str]]:
    """The facts by variable and month; the rows of the frame are months within branches."""
    inputs: dict[tuple[str, Month], Known] = {}
    names = [name for name in frame.columns if name != "as_of"]
    texts = [name for name in names if frame.schema[name] == pl.String]
    words = sorted({one for name in texts for one in frame[name].unique() if one is not None} | {"单位代扣", "单位代交", "本人"} | POSTS)
    numbers = {one: number for number, one in enumerate(words)}
    for name in names:
        series = frame[name]
        known = series.is_not_null().to_numpy()
        if series.dtype == pl.String:
            series = series.replace_strict(numbers, return_dtype=pl.Int16)
        elif isinstance(series.dtype, pl.List):
            series = series.list.len().cast(pl.Int16)
        if series.dtype == pl.Date:
            values = series.to_physical().fill_null(0).to_numpy().astype("datetime64[D]")
        else:
            values = series.fill_null(False if series.dtype == pl.Boolean else 0).to_numpy()
        for place, month in enumerate(months):
            inputs[name, month] = Known(values[place :: len(months)].copy(), known[place :: len(months)].copy())
    return inputs, words


POSTS = {"党支部书记", "党支部副书记", "党支部委员", "乡科级及以下"}


def states(inputs: dict[tuple[str, Month], Known], words: Sequence[str], codes: Sequence[str], months: Sequence[Month]) -> dict[str, Array]:
    """One simulation: every rule for every month."""
    simulation = Simulation(inputs, words)
    found = {code: [simulation.calculate(code, month) for month in months] for code in codes}
    return {code: np.stack(those, axis=1).ravel() for code, those in found.items()}
