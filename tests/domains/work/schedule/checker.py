"""可行性核对: reads an .sm file and the starts by its own means and says everything that is wrong; shares no code with the product."""

from __future__ import annotations

import re
from collections import Counter


def faults(text: str, starts: dict[int, int], makespan: int) -> list[str]:
    """Every way in which the starts break the file; an empty list is a feasible plan of that makespan."""
    blocks = re.split(r"^\*+\s*$", text, flags=re.MULTILINE)
    digits = re.compile(r"[\d\s]*\d[\d\s]*")
    numbers = {
        block.split(":")[0].strip(): [[int(n) for n in line.split()] for line in block.splitlines() if digits.fullmatch(line)]
        for block in blocks
        if block.strip()
    }
    after = {row[0]: row[3 : 3 + row[2]] for row in numbers["PRECEDENCE RELATIONS"]}
    length = {row[0]: row[2] for row in numbers["REQUESTS/DURATIONS"]}
    needs = {row[0]: row[3:] for row in numbers["REQUESTS/DURATIONS"]}
    there = numbers["RESOURCEAVAILABILITIES"][-1]
    wrong = [f"job {j} has no start" for j in length if j not in starts]
    if wrong:
        return wrong
    wrong += [f"job {j} starts at {starts[j]}" for j in length if starts[j] < 0]
    finish = {j: starts[j] + length[j] for j in length}
    wrong += [f"{j} starts at {starts[j]}, {i} finishes at {finish[i]}" for i in after for j in after[i] if starts[j] < finish[i]]
    used: Counter[tuple[int, int]] = Counter()
    for j in length:
        for t in range(starts[j], starts[j] + length[j]):
            for r, amount in enumerate(needs[j]):
                used[t, r] += amount
    wrong += [f"resource {r + 1} at {t}: {amount} of {there[r]}" for (t, r), amount in sorted(used.items()) if amount > there[r]]
    reached = max(starts[j] + length[j] for j in length)
    if reached != makespan:
        wrong.append(f"the makespan is {reached}, not {makespan}")
    return wrong
