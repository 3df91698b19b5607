"""内核: plain Python that every floor may use: periods, workdays, money, flow, reference, extensions. No Django here."""
