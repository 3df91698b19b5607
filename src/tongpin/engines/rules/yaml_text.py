"""YAML: reads rulebook files strictly. Decimals stay exact, a key written twice is refused, no object is ever built from a tag."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml


class StrictLoader(yaml.CSafeLoader):
    """严格读取: the safe loader written in C (ten times faster) with exact decimals and no duplicate keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key.value}”写了两次", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)

    def construct_exact(self, node: yaml.ScalarNode) -> Decimal:
        text = str(self.construct_scalar(node))
        try:
            number = Decimal(text.replace("_", ""))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise yaml.constructor.ConstructorError(None, None, f"“{text}”不是普通的小数", node.start_mark)
        return number


StrictLoader.add_constructor("tag:yaml.org,2002:float", StrictLoader.construct_exact)


def read_yaml(text: str) -> Any:
    """The content; ``yaml.YAMLError`` where the text is no good YAML."""
    return yaml.load(text, Loader=StrictLoader)


def yaml_trouble(error: yaml.YAMLError) -> str:
    """What is wrong, in one Chinese sentence with the line where it is known."""
    mark = getattr(error, "problem_mark", None)
    where = f"第 {mark.line + 1} 行第 {mark.column + 1} 列" if mark else "某处"
    problem = getattr(error, "problem", "") or ""
    said = problem if any("\u4e00" <= c <= "\u9fff" for c in problem) else "不合 YAML 写法，请检查缩进、冒号和引号"
    return f"{where}：{said}"
