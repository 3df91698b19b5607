"""装配: settings, addresses, start-up. Wiring only."""
