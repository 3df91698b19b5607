"""通知: reminders, digests and channels, with quiet hours and stated steps. Main nouns: Notice, Delivery."""
