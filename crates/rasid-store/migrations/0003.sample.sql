-- What version 3 added to the data of version 2: what its reports make together beside arrangements, a place, and a watch.

INSERT INTO figure_courses (no, report_id, idx, measure, who, scope, low, high, given, sources, last_day, texts, json) VALUES
(0, 'r-a', 0, 'killed', 'civilian', 'incident', 3.0, 4.0, 2, 1, '2018-02-27', 1, '{"figures":"f1","story":"s1","measure":"killed","who":"civilian","scope":"incident","series":[{"source":null,"given":[{"at":"2018-02-26","low":3,"high":3,"figure":["r-a","figures",0]},{"at":"2018-02-27","low":4,"high":4,"figure":["r-b","figures",0]}]}],"counts":{"texts":1,"origins":0,"named":[],"unnamed":1,"sides":["third"]}}');

INSERT INTO positions (course, actor_id, stands, turns, last_day, json) VALUES
(0, 'RUS', 1, 0, '2018-02-26', '{"arrangement":"a1","party":"RUS","stands":[{"at":"2018-02-26","stance":"promise","phase":"extended","statement":["r-a","statements",0],"mention":["r-a",0]}]}');

INSERT INTO news (what, no, item, added, day, texts) VALUES
('phase', 0, 0, '2018-03-01T00:00:00Z', '2018-02-26', 1), ('due', 0, 0, '2018-03-02', '2018-03-02', 1);

INSERT INTO news_about (about, what, no, item) VALUES
('party:RUS', 'phase', 0, 0), ('party:RUS', 'due', 0, 0);

INSERT INTO copy_counts (outlet, of_outlet, reports) VALUES ('B', 'A', 1);

INSERT INTO located (report_id, idx, published, start, "end", text, matched, records, role, place_id, country, "precision", lat, lon, geonames, reason) VALUES
('r-a', 0, '2018-02-26T14:05', 20, 25, 'موسكو', 'موسكو', '[["events",0]]', 'occurred', 'moscow', 'RUS', 'settlement', 55.75, 37.62, 524901, 'known');

INSERT INTO place_counts (place_id, words, country, "precision", lat, lon, records, reports, last_day) VALUES
('moscow', 'موسكو', 'RUS', 'settlement', 55.75, 37.62, 1, 1, '2018-02-26');

INSERT INTO watches (person, kind, id, idx, made_at) VALUES ('sami', 'arrangement', 'r-a', 0, '2018-03-01T00:00:00Z');
