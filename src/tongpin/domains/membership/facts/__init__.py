"""党员队伍事实: what the records of members, files, elections, appraisals, dues and posts tell the rules."""
