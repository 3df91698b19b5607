"""表格预审: a firm's own R&D form is looked through and comes back with its findings; nothing of it is kept.

Main nouns: Layout, Finding, precheck.
"""
