-- What version 6 added to the data of version 5: a briefing that was kept.

INSERT INTO briefings (no, title, asked, cutoff, digest, who, made_at) VALUES
(1, 'إحاطة', 'from=2018-02-26&until=2018-03-01', '2018-03-01T10:00:00Z', '00', 'desk', '2018-03-01T10:00:00Z');
