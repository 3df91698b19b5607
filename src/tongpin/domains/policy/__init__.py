"""政策库: policies with their conditions as a rule, the firms they fit, who was told of them, and what came of it.

Main nouns: Policy, PolicyEdition, PolicyMatch, Push, Uptake.
"""
