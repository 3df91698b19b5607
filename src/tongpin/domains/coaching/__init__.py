"""企业辅导: what a firm's own figures, rights and applications say of its eligibility; what is missing, who helps and until when.

Main nouns: FirmYear, FirmMonth, IntellectualProperty, Application, CoachedFirm, FirmReview, Standing.
"""
