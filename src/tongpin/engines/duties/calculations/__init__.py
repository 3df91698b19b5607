"""应尽事项的推算: windows and words; nothing here asks the database or the clock."""
