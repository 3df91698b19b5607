"""会议记录: reads the minutes that offices keep in Word, one meeting or a bound year of them. Plain functions; no tables, no requests."""
