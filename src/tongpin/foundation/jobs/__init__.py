"""后台任务: work that outlives a request: leases, heartbeat, retry, schedule. Main noun: Job."""
