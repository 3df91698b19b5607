"""企业服务: credit lines and loan applications; applied, agreed and granted kept apart. Main nouns: CreditLine, LoanApplication."""
