"""规则包文本: rules and their cases written by a unit itself; read as strictly as the rulebook, from hands nobody vouches for.

Main nouns: PackText, PackProblem, read_pack, check_pack.
"""

from tongpin.engines.rules.pack_text.checking import RuleCheck, check_pack
from tongpin.engines.rules.pack_text.guard import MOST_CHARACTERS
from tongpin.engines.rules.pack_text.reading import PREFIX, PackProblem, PackRule, PackText, read_pack

__all__ = ["MOST_CHARACTERS", "PREFIX", "PackProblem", "PackRule", "PackText", "RuleCheck", "check_pack", "read_pack"]
