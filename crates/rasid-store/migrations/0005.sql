-- What came since a moment is asked for on every overview.
CREATE INDEX reports_added ON reports (added_at);
