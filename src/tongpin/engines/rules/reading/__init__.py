"""读取规则文件. Main nouns: RuleReader, Problem."""

from tongpin.engines.rules.reading.rules import RuleReader
from tongpin.engines.rules.reading.walker import Problem

__all__ = ["Problem", "RuleReader"]
