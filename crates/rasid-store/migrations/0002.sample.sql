-- What version 2 added to the data of version 1: the links of its two reports, one a copy of the other.

UPDATE linking SET version = '0.1', as_of = '2018-02-27', made_at = '2018-03-01T00:00:00Z', reports = 2, changes = 1, linked = 1;

INSERT INTO report_links (report_id, published, copy_of, event, story) VALUES
('r-a', '2018-02-26T14:05', NULL, 'e1', 's1'),
('r-b', '2018-02-27', 'r-a', 'e1', 's1');

INSERT INTO courses (no, report_id, idx, kind, name, words, place, parties, phase, phase_at, phase_by, last_day, phases, breaches, texts, counts, json) VALUES
(0, 'r-a', 0, 'pause', NULL, 'الهدنة', NULL, '["RUS","SYR:gov"]', 'extended', '2018-02-26', 'RUS', '2018-02-26', 1, 1, 1, '{"texts":1,"origins":1,"named":["RUS"],"unnamed":0,"sides":["own"]}', '{"arrangement":"a1","kind":"pause","name":null,"words":"الهدنة","place":null,"place_id":null,"parties":["RUS","SYR:gov"],"from":null,"until":"2018-03-02","stories":["s1"],"phases":[{"phase":"extended","at":"2018-02-26","by":"RUS","outlets":["A","B"],"counts":{"texts":1,"origins":1,"named":["RUS"],"unnamed":0,"sides":["own"]},"mentions":[["r-a",0],["r-b",0]]}],"breaches":[["r-a",0],["r-b",0]],"ledger":[{"accused":["SYR:mil"],"against":[],"act":"ASSAULT","low":3,"high":3,"from":null,"until":null,"where":null,"by":["RUS"],"answers":[],"at":"2018-02-26","counts":{"texts":1,"origins":1,"named":["RUS"],"unnamed":0,"sides":["own"]},"mentions":[["r-a",0],["r-b",0]]}],"commitments":[["r-a",0],["r-b",0]],"counts":{"texts":1,"origins":1,"named":["RUS"],"unnamed":0,"sides":["own"]}}');

INSERT INTO promises (no, report_id, idx, by_id, class, kind, outcome, evidence, day, texts, json) VALUES
(0, 'r-a', 0, 'RUS', 'undertaking', 'pause', 'not yet due', 0, '2018-02-26', 1, '{"commitment":"c1","by":"RUS","class":"undertaking","kind":"pause","negative":false,"what":"تمديد الهدنة","condition":null,"mentions":[["r-a",0],["r-b",0]],"from":null,"until":"2018-03-02","as_of":"2018-02-27","outcome":"not yet due","looked":{"articles":0,"outlets":0},"for":[],"against":[],"counts":{"texts":1,"origins":1,"named":["RUS"],"unnamed":0,"sides":["own"]}}');

INSERT INTO disagreements (no, about, day, json) VALUES
(0, 'figure', '2018-02-27', '{"disagreement":"d1","about":"figure","by":["RUS",null],"sides":[[["r-a","figures",0]],[["r-b","figures",0]]]}');

INSERT INTO linked_records (report_id, list, idx, no) VALUES
('r-a', 'arrangements', 0, 0), ('r-b', 'arrangements', 0, 0), ('r-a', 'commitments', 0, 0), ('r-b', 'commitments', 0, 0);

INSERT INTO linked_actors (actor_id, list, no) VALUES
('RUS', 'arrangements', 0), ('SYR:gov', 'arrangements', 0), ('RUS', 'commitments', 0);
