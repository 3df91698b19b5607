"""读取应尽事项: the block ``duty:`` of a rule — of whom, in which window, until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tongpin.engines.rules.expressions import Expression, Name
from tongpin.engines.rules.reading.conditions import ConditionReader
from tongpin.engines.rules.rule import AS_OF, BUILT_IN, WINDOW_END, WINDOW_START, Duty, DutyWindow, Force, Term
from tongpin.kernel.values import ValueType

DUTY_KEYS = {"code", "subject", "window", "applies", "otherwise", "due", "soon_days", "adopted", "version_on", "given_only"}
_CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Za-z0-9]+)+")
_SUBJECT = re.compile(r"[a-z][a-z0-9_]*")
SOON_DAYS = 7


class DutyReader(ConditionReader):
    """应尽事项读取器."""

    def window_dates(self, content: Any) -> tuple[str, ...]:
        """The built-in dates of the window, where the duty has one."""
        window = content.get("window") if isinstance(content, dict) else None
        return (WINDOW_START, WINDOW_END) if window in [w.value for w in DutyWindow if w.period_kind] else ()

    def duty(self, content: Any, facts: Mapping[str, Term], force: Force) -> Duty:
        with self.at("duty"):
            given = self.mapping(content, DUTY_KEYS, {"code", "subject", "window"})
            with self.at("window"):
                window: DutyWindow = self.choice(given.get("window"), DutyWindow, DutyWindow.STANDING)
            if ("applies" in given) != ("otherwise" in given):
                self.wrong("applies（何时适用）与 otherwise（不适用时的说法）应同时写，或都不写。")
            return Duty(
                code=self.matching(given, "code", _CODE, "应为大写字母开头、带连字符的编号，如 LIFE-01。"),
                subject=self.matching(given, "subject", _SUBJECT, "应为判断对象的英文名称，如 branch。"),
                window=window,
                applies=self.part(given, "applies", ValueType.YES_NO),
                otherwise=self.field(given, "otherwise", required="otherwise" in given),
                due=self.due(given, window),
                soon_days=self.soon_days(given.get("soon_days", SOON_DAYS)),
                adopted=self.adopted(given.get("adopted", True), force),
                version_on=self.version_on(given, facts),
                given_only=self.yes_no(given, "given_only"),
            )

    def matching(self, given: Mapping[str, Any], name: str, form: re.Pattern[str], expected: str) -> str:
        text = self.field(given, name)
        with self.at(name):
            if text and not form.fullmatch(text):
                self.wrong(expected)
        return text

    def due(self, given: Mapping[str, Any], window: DutyWindow) -> Expression | None:
        if window is DutyWindow.STANDING and "due" in given:
            with self.at("due"):
                self.wrong("随时应当符合的规则（standing）没有期限，不写 due；有期限的请用 event。")
        if "due" not in given and window.period_kind:
            return Name(ValueType.DATE, WINDOW_END)
        return self.part(given, "due", ValueType.DATE)

    def soon_days(self, content: Any) -> int:
        with self.at("soon_days"):
            if not isinstance(content, int) or isinstance(content, bool) or content < 0:
                self.wrong("应为不小于 0 的整数。")
                return SOON_DAYS
            return content

    def adopted(self, content: Any, force: Force) -> bool:
        with self.at("adopted"):
            if not isinstance(content, bool):
                self.wrong("应为 true 或 false。")
                return True
            if content and force is Force.PRACTICE:
                self.wrong("工作惯例（force: P）须由单位采用后才执行，应写 adopted: false。")
            return content

    def version_on(self, given: Mapping[str, Any], facts: Mapping[str, Term]) -> Expression | None:
        """The day whose text decides; parameters and steps depend on the version, so that only facts and built-in dates can tell it."""
        found = self.part(given, "version_on", ValueType.DATE)
        with self.at("version_on"):
            others = self.others(found.names() if found else (), facts)
            if others:
                self.wrong(f"只能用事实和{'、'.join(BUILT_IN)}，不能用{'、'.join(others)}。")
        return found

    def others(self, names: Iterable[str], facts: Mapping[str, Term]) -> list[str]:
        return sorted(set(names) - set(facts) - {AS_OF, WINDOW_START, WINDOW_END})
