"""后台任务: work that outlives a request: leases, heartbeat, retry, schedule. Main noun: Job.

Why an own table instead of ``django-tasks-db``: its RUNNING rows carry no lease and no owner token, and a worker writes the outcome
with an unconditional save. After ``kill -9`` a task stays RUNNING for ever, and a reaper put beside it could not stop a worker that was
only suspended from writing over its successor. A lease with a token, checked by every conditional UPDATE, needs columns on the row
itself; attempts, progress, owner and idempotency key would need a second table as well. One small table keeps the good part: enqueueing
belongs to the business transaction.
"""
