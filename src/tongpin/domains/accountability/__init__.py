"""责任落实: letters of responsibility, work orders by the quarter and under supervision, duty lists, risk points.

Main nouns: Letter, LetterClause, WorkOrder, DutyList, RiskPoint.
"""
