"""正推与倒排: the longest paths through the network, from the earliest starts forward and from the latest starts backward.

Where many tasks share one depth they are taken together, otherwise one walk over the edges; both give the same numbers.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tongpin.domains.work.schedule.network import Network, Numbers

WIDE = 24
"""So many tasks per depth make taking them together the quicker way."""


def forward(network: Network, bounds: Numbers) -> Numbers:
    """最早开始: of each task, where none starts before its own bound."""
    edges = network.arriving
    if network.size < WIDE * (len(network.depths) - 1):
        walked = bounds.tolist()
        for s, t, w in zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True):
            if walked[s] + w > walked[t]:
                walked[t] = walked[s] + w
        return np.array(walked, dtype=np.int64)
    earliest = bounds.copy()
    for first, last in _together(network, edges.starts):
        np.maximum.at(earliest, edges.target[first:last], earliest[edges.source[first:last]] + edges.weight[first:last])
    return earliest


def backward(network: Network, bounds: Numbers) -> Numbers:
    """最迟开始: of each task, where none starts after its own bound."""
    edges = network.leaving
    if network.size < WIDE * (len(network.depths) - 1):
        walked = bounds.tolist()
        lists = (edges.source[::-1].tolist(), edges.target[::-1].tolist(), edges.weight[::-1].tolist())
        for s, t, w in zip(*lists, strict=True):
            if walked[t] - w < walked[s]:
                walked[s] = walked[t] - w
        return np.array(walked, dtype=np.int64)
    latest = bounds.copy()
    for first, last in reversed(_together(network, edges.starts)):
        np.minimum.at(latest, edges.source[first:last], latest[edges.target[first:last]] - edges.weight[first:last])
    return latest


def _together(network: Network, starts: Numbers) -> list[tuple[int, int]]:
    """The edges of each depth."""
    cuts = starts[network.depths].tolist()
    return [(first, last) for first, last in pairwise(cuts) if first < last]
