"""组织生活文书: minutes, sign-in sheet, tally, notice, and the pack for an inspection."""
