"""企业台账: firms by 统一社会信用代码, titles, registrations and technology contracts.

Main nouns: Enterprise, Title, SmeRegistration, TechnologyContract.
"""
