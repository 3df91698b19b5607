"""指标查询: what pages, reports and the command line may ask about indicators."""

from tongpin.engines.indicators.selectors.definitions import Definition, definition, definitions, measure_code
from tongpin.engines.indicators.selectors.figures import Figure, figure, figure_json, figures

__all__ = ["Definition", "Figure", "definition", "definitions", "figure", "figure_json", "figures", "measure_code"]
