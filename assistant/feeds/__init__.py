"""Where events come from. Each feed is an async iterator of events, or a table that becomes one."""
