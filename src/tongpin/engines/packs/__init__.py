"""规则包: a bureau's own rules, entered through a page, tested by their own cases and in force from a day on.

Main nouns: RulePack, RulePackEdition, RulePackSwitch.
"""
