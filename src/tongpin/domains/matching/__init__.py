"""供需对接: matching events with institutes and experts, and the agreements they lead to.

Main nouns: MatchingEvent, Participation, Agreement.
"""
