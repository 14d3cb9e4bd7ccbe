-- Data of version 1 as a record of that version held it: two reports of our own making, one
-- text, and two decisions, of which one was deleted. Every later migration must leave it readable.

INSERT INTO texts (text_id, text) VALUES
('t-8659dcf5bb1775c343bcb52dd778838b', 'تمديد الهدنة

أعلنت موسكو تمديد الهدنة حتى الجمعة، وقال شاهد عيان إن ثلاثة مدنيين قتلوا. وأضافت أن قوات النظام خرقت الهدنة.');

INSERT INTO reports (id, no, text_id, outlet, url, title, published, basis, lang, other, added_at) VALUES
('r-a', 1, 't-8659dcf5bb1775c343bcb52dd778838b', 'A', NULL, 'تمديد الهدنة', '2018-02-26T14:05', NULL, 'ar', '{"desk":{"n":7}}', '2018-03-01T00:00:00Z'),
('r-b', 2, 't-8659dcf5bb1775c343bcb52dd778838b', 'B', NULL, 'تمديد الهدنة', '2018-02-27', NULL, 'ar', '{"desk":{"n":7}}', '2018-03-01T00:00:00Z');

INSERT INTO decisions (seq, prev, payload_hash, hash, made_at) VALUES
(1, '0000000000000000000000000000000000000000000000000000000000000000', '8315b2e95d949b481f0729de16267e0617c5773713c41a89342e9125d509e160', 'ad6959580674d0330e23909f0de41aa3e5ffce28da124cc5978014a03be8d742', '2018-03-01T00:00:01Z'),
(2, 'ad6959580674d0330e23909f0de41aa3e5ffce28da124cc5978014a03be8d742', '6cdfa0dfb165c3aea5c8be864b59c1ee69354152fd6b610b2e9e3518cfcc466a', 'b62b7e5edc9c39b6192f3f6da13ae90215b3b24227614ec29ad39b490310c53c', '2018-03-01T00:00:02Z');

INSERT INTO decision_payloads (seq, salt, payload) VALUES
(2, '09090909090909090909090909090909', '{"verdict":"wrong"}');

INSERT INTO readings (report_id, rules_version, json, made_at) VALUES
('r-a', '0.1', '{"rasid":1,"times":[{"start":43,"end":49,"text":"الجمعة","kind":"date","value":"2018-03-02","mod":null,"anchored":true,"rule":"sample"}],"figures":[{"start":69,"end":81,"text":"ثلاثة مدنيين","low":3,"high":3,"approx":false,"counted":"مدنيين","measure":"killed","who":"civilian","scope":"incident","from":null,"until":0,"by":1,"carried":false,"rule":"sample"}],"statements":[{"speaker":{"start":20,"end":25,"text":"موسكو"},"speaker_id":"RUS","cue":{"start":14,"end":19,"text":"أعلنت"},"content":{"start":26,"end":49,"text":"تمديد الهدنة حتى الجمعة"},"form":"indirect","addressee":null,"via":[{"start":20,"end":25,"text":"موسكو"}],"stance":"promise","negated":false,"rule":"sample"},{"speaker":{"start":56,"end":65,"text":"شاهد عيان"},"speaker_id":"anon:witness","cue":{"start":52,"end":55,"text":"قال"},"content":{"start":69,"end":87,"text":"ثلاثة مدنيين قتلوا"},"form":"indirect","addressee":null,"via":[{"start":20,"end":25,"text":"موسكو"}],"stance":"inform","negated":false,"rule":"sample"},{"speaker":null,"speaker_id":"RUS","cue":{"start":90,"end":95,"text":"أضافت"},"content":{"start":99,"end":122,"text":"قوات النظام خرقت الهدنة"},"form":"indirect","addressee":null,"via":[{"start":20,"end":25,"text":"موسكو"}],"stance":"accuse","negated":false,"rule":"sample"}],"events":[{"type":"ACCUSE","mode":"allege","trigger":{"start":111,"end":115,"text":"خرقت"},"actors":[{"span":{"start":20,"end":25,"text":"موسكو"},"id":"RUS"},{"span":{"start":56,"end":65,"text":"شاهد عيان"},"id":"anon:witness"}],"recipients":[{"span":{"start":99,"end":110,"text":"قوات النظام"},"id":"SYR:mil"}],"when":0,"where":null,"aux":null,"by":2,"carried":false,"rule":"sample"}],"commitments":[{"by_id":"RUS","by":{"start":20,"end":25,"text":"موسكو"},"to":null,"what":{"start":0,"end":12,"text":"تمديد الهدنة"},"class":"undertaking","negative":false,"kind":"pause","from":null,"until":0,"condition":null,"said_in":0,"rule":"sample"}],"arrangements":[{"start":6,"end":12,"text":"الهدنة","kind":"pause","place":null,"parties":["RUS","SYR:gov"],"for":null,"from":null,"until":0,"phase":"extended","by":0,"rule":"sample"}],"breaches":[{"start":111,"end":115,"text":"خرقت","arrangement":0,"accused":["SYR:mil"],"against":[],"act":"ASSAULT","figure":0,"from":null,"until":null,"where":null,"by":2,"carried":false,"answer":null,"rule":"sample"}],"naming":[{"start":20,"end":25,"text":"موسكو","id":"RUS","kind":"metonym","voice":"outlet","rule":"sample"},{"start":99,"end":110,"text":"قوات النظام","id":"SYR:mil","kind":"marked","voice":"outlet","rule":"sample"}],"notes":[{"start":0,"end":0,"text":"","kind":"sample","message":"ours"}],"sketch":{"shingles":["00ff"],"terms":{"هدن":2}}}', '2018-03-01T00:00:00Z'),
('r-b', '0.1', '{"rasid":1,"times":[{"start":43,"end":49,"text":"الجمعة","kind":"date","value":"2018-03-02","mod":null,"anchored":true,"rule":"sample"}],"figures":[{"start":69,"end":81,"text":"ثلاثة مدنيين","low":3,"high":3,"approx":false,"counted":"مدنيين","measure":"killed","who":"civilian","scope":"incident","from":null,"until":0,"by":1,"carried":false,"rule":"sample"}],"statements":[{"speaker":{"start":20,"end":25,"text":"موسكو"},"speaker_id":"RUS","cue":{"start":14,"end":19,"text":"أعلنت"},"content":{"start":26,"end":49,"text":"تمديد الهدنة حتى الجمعة"},"form":"indirect","addressee":null,"via":[{"start":20,"end":25,"text":"موسكو"}],"stance":"promise","negated":false,"rule":"sample"},{"speaker":{"start":56,"end":65,"text":"شاهد عيان"},"speaker_id":"anon:witness","cue":{"start":52,"end":55,"text":"قال"},"content":{"start":69,"end":87,"text":"ثلاثة مدنيين قتلوا"},"form":"indirect","addressee":null,"via":[{"start":20,"end":25,"text":"موسكو"}],"stance":"inform","negated":false,"rule":"sample"},{"speaker":null,"speaker_id":"RUS","cue":{"start":90,"end":95,"text":"أضافت"},"content":{"start":99,"end":122,"text":"قوات النظام خرقت الهدنة"},"form":"indirect","addressee":null,"via":[{"start":20,"end":25,"text":"موسكو"}],"stance":"accuse","negated":false,"rule":"sample"}],"events":[{"type":"ACCUSE","mode":"allege","trigger":{"start":111,"end":115,"text":"خرقت"},"actors":[{"span":{"start":20,"end":25,"text":"موسكو"},"id":"RUS"},{"span":{"start":56,"end":65,"text":"شاهد عيان"},"id":"anon:witness"}],"recipients":[{"span":{"start":99,"end":110,"text":"قوات النظام"},"id":"SYR:mil"}],"when":0,"where":null,"aux":null,"by":2,"carried":false,"rule":"sample"}],"commitments":[{"by_id":"RUS","by":{"start":20,"end":25,"text":"موسكو"},"to":null,"what":{"start":0,"end":12,"text":"تمديد الهدنة"},"class":"undertaking","negative":false,"kind":"pause","from":null,"until":0,"condition":null,"said_in":0,"rule":"sample"}],"arrangements":[{"start":6,"end":12,"text":"الهدنة","kind":"pause","place":null,"parties":["RUS","SYR:gov"],"for":null,"from":null,"until":0,"phase":"extended","by":0,"rule":"sample"}],"breaches":[{"start":111,"end":115,"text":"خرقت","arrangement":0,"accused":["SYR:mil"],"against":[],"act":"ASSAULT","figure":0,"from":null,"until":null,"where":null,"by":2,"carried":false,"answer":null,"rule":"sample"}],"naming":[{"start":20,"end":25,"text":"موسكو","id":"RUS","kind":"metonym","voice":"outlet","rule":"sample"},{"start":99,"end":110,"text":"قوات النظام","id":"SYR:mil","kind":"marked","voice":"outlet","rule":"sample"}],"notes":[{"start":0,"end":0,"text":"","kind":"sample","message":"ours"}],"sketch":{"shingles":["00ff"],"terms":{"هدن":2}}}', '2018-03-01T00:00:00Z');

INSERT INTO times (report_id, idx, published, start, "end", text, kind, value, mod, anchored, rule) VALUES
('r-a', 0, '2018-02-26T14:05', 43, 49, 'الجمعة', 'date', '2018-03-02', NULL, 1, 'sample'),
('r-b', 0, '2018-02-27', 43, 49, 'الجمعة', 'date', '2018-03-02', NULL, 1, 'sample');

INSERT INTO figures (report_id, idx, published, start, "end", text, low, high, approx, counted, measure, who, scope, from_value, from_words, until_value, until_words, by_statement, claimant_id, claimant, via, carried, rule) VALUES
('r-a', 0, '2018-02-26T14:05', 69, 81, 'ثلاثة مدنيين', 3.0, 3.0, 0, 'مدنيين', 'killed', 'civilian', 'incident', NULL, NULL, '2018-03-02', 'الجمعة', 1, 'anon:witness', 'شاهد عيان', '["موسكو"]', 0, 'sample'),
('r-b', 0, '2018-02-27', 69, 81, 'ثلاثة مدنيين', 3.0, 3.0, 0, 'مدنيين', 'killed', 'civilian', 'incident', NULL, NULL, '2018-03-02', 'الجمعة', 1, 'anon:witness', 'شاهد عيان', '["موسكو"]', 0, 'sample');

INSERT INTO statements (report_id, idx, published, start, "end", text, has_content, speaker, speaker_name, speaker_id, cue, form, addressee, via, stance, negated, rule) VALUES
('r-a', 0, '2018-02-26T14:05', 26, 49, 'تمديد الهدنة حتى الجمعة', 1, 'موسكو', 'موسكو', 'RUS', 'أعلنت', 'indirect', NULL, '["موسكو"]', 'promise', 0, 'sample'),
('r-a', 1, '2018-02-26T14:05', 69, 87, 'ثلاثة مدنيين قتلوا', 1, 'شاهد عيان', 'شاهد عيان', 'anon:witness', 'قال', 'indirect', NULL, '["موسكو"]', 'inform', 0, 'sample'),
('r-a', 2, '2018-02-26T14:05', 99, 122, 'قوات النظام خرقت الهدنة', 1, NULL, 'موسكو', 'RUS', 'أضافت', 'indirect', NULL, '["موسكو"]', 'accuse', 0, 'sample'),
('r-b', 0, '2018-02-27', 26, 49, 'تمديد الهدنة حتى الجمعة', 1, 'موسكو', 'موسكو', 'RUS', 'أعلنت', 'indirect', NULL, '["موسكو"]', 'promise', 0, 'sample'),
('r-b', 1, '2018-02-27', 69, 87, 'ثلاثة مدنيين قتلوا', 1, 'شاهد عيان', 'شاهد عيان', 'anon:witness', 'قال', 'indirect', NULL, '["موسكو"]', 'inform', 0, 'sample'),
('r-b', 2, '2018-02-27', 99, 122, 'قوات النظام خرقت الهدنة', 1, NULL, 'موسكو', 'RUS', 'أضافت', 'indirect', NULL, '["موسكو"]', 'accuse', 0, 'sample');

INSERT INTO events (report_id, idx, published, start, "end", text, type, mode, actors, actor_words, recipients, recipient_words, when_value, when_words, place, aux, by_statement, claimant_id, claimant, via, carried, rule) VALUES
('r-a', 0, '2018-02-26T14:05', 111, 115, 'خرقت', 'ACCUSE', 'allege', '["RUS","anon:witness"]', '["موسكو","شاهد عيان"]', '["SYR:mil"]', '["قوات النظام"]', '2018-03-02', 'الجمعة', NULL, NULL, 2, 'RUS', 'موسكو', '["موسكو"]', 0, 'sample'),
('r-b', 0, '2018-02-27', 111, 115, 'خرقت', 'ACCUSE', 'allege', '["RUS","anon:witness"]', '["موسكو","شاهد عيان"]', '["SYR:mil"]', '["قوات النظام"]', '2018-03-02', 'الجمعة', NULL, NULL, 2, 'RUS', 'موسكو', '["موسكو"]', 0, 'sample');

INSERT INTO commitments (report_id, idx, published, start, "end", text, by_id, by_words, to_words, class, negative, kind, from_value, from_words, until_value, until_words, condition, by_statement, claimant_id, claimant, via, rule) VALUES
('r-a', 0, '2018-02-26T14:05', 0, 12, 'تمديد الهدنة', 'RUS', 'موسكو', NULL, 'undertaking', 0, 'pause', NULL, NULL, '2018-03-02', 'الجمعة', NULL, 0, 'RUS', 'موسكو', '["موسكو"]', 'sample'),
('r-b', 0, '2018-02-27', 0, 12, 'تمديد الهدنة', 'RUS', 'موسكو', NULL, 'undertaking', 0, 'pause', NULL, NULL, '2018-03-02', 'الجمعة', NULL, 0, 'RUS', 'موسكو', '["موسكو"]', 'sample');

INSERT INTO arrangements (report_id, idx, published, start, "end", text, kind, phase, place, parties, beneficiaries, from_value, from_words, until_value, until_words, by_statement, claimant_id, claimant, via, rule) VALUES
('r-a', 0, '2018-02-26T14:05', 6, 12, 'الهدنة', 'pause', 'extended', NULL, '["RUS","SYR:gov"]', NULL, NULL, NULL, '2018-03-02', 'الجمعة', 0, 'RUS', 'موسكو', '["موسكو"]', 'sample'),
('r-b', 0, '2018-02-27', 6, 12, 'الهدنة', 'pause', 'extended', NULL, '["RUS","SYR:gov"]', NULL, NULL, NULL, '2018-03-02', 'الجمعة', 0, 'RUS', 'موسكو', '["موسكو"]', 'sample');

INSERT INTO breaches (report_id, idx, published, start, "end", text, arrangement_idx, arrangement, arrangement_kind, accused, against, act, figure, from_value, from_words, until_value, until_words, place, answer, by_statement, claimant_id, claimant, via, carried, rule) VALUES
('r-a', 0, '2018-02-26T14:05', 111, 115, 'خرقت', 0, 'الهدنة', 'pause', '["SYR:mil"]', NULL, 'ASSAULT', 'ثلاثة مدنيين', NULL, NULL, NULL, NULL, NULL, NULL, 2, 'RUS', 'موسكو', '["موسكو"]', 0, 'sample'),
('r-b', 0, '2018-02-27', 111, 115, 'خرقت', 0, 'الهدنة', 'pause', '["SYR:mil"]', NULL, 'ASSAULT', 'ثلاثة مدنيين', NULL, NULL, NULL, NULL, NULL, NULL, 2, 'RUS', 'موسكو', '["موسكو"]', 0, 'sample');

INSERT INTO naming (report_id, idx, published, start, "end", text, actor_id, kind, voice, rule) VALUES
('r-a', 0, '2018-02-26T14:05', 20, 25, 'موسكو', 'RUS', 'metonym', 'outlet', 'sample'),
('r-a', 1, '2018-02-26T14:05', 99, 110, 'قوات النظام', 'SYR:mil', 'marked', 'outlet', 'sample'),
('r-b', 0, '2018-02-27', 20, 25, 'موسكو', 'RUS', 'metonym', 'outlet', 'sample'),
('r-b', 1, '2018-02-27', 99, 110, 'قوات النظام', 'SYR:mil', 'marked', 'outlet', 'sample');

INSERT INTO mentions (actor_id, list, published, report_id, idx, role, kind) VALUES
('RUS', 'statements', '2018-02-26T14:05', 'r-a', 0, 'speaker', 'promise'),
('RUS', 'statements', '2018-02-26T14:05', 'r-a', 2, 'speaker', 'accuse'),
('RUS', 'events', '2018-02-26T14:05', 'r-a', 0, 'actor', 'ACCUSE'),
('SYR:mil', 'events', '2018-02-26T14:05', 'r-a', 0, 'recipient', 'ACCUSE'),
('RUS', 'commitments', '2018-02-26T14:05', 'r-a', 0, 'bound', 'pause'),
('RUS', 'arrangements', '2018-02-26T14:05', 'r-a', 0, 'party', 'pause'),
('SYR:gov', 'arrangements', '2018-02-26T14:05', 'r-a', 0, 'party', 'pause'),
('SYR:mil', 'breaches', '2018-02-26T14:05', 'r-a', 0, 'accused', 'ASSAULT'),
('RUS', 'naming', '2018-02-26T14:05', 'r-a', 0, 'named', 'metonym'),
('SYR:mil', 'naming', '2018-02-26T14:05', 'r-a', 1, 'named', 'marked'),
('RUS', 'statements', '2018-02-27', 'r-b', 0, 'speaker', 'promise'),
('RUS', 'statements', '2018-02-27', 'r-b', 2, 'speaker', 'accuse'),
('RUS', 'events', '2018-02-27', 'r-b', 0, 'actor', 'ACCUSE'),
('SYR:mil', 'events', '2018-02-27', 'r-b', 0, 'recipient', 'ACCUSE'),
('RUS', 'commitments', '2018-02-27', 'r-b', 0, 'bound', 'pause'),
('RUS', 'arrangements', '2018-02-27', 'r-b', 0, 'party', 'pause'),
('SYR:gov', 'arrangements', '2018-02-27', 'r-b', 0, 'party', 'pause'),
('SYR:mil', 'breaches', '2018-02-27', 'r-b', 0, 'accused', 'ASSAULT'),
('RUS', 'naming', '2018-02-27', 'r-b', 0, 'named', 'metonym'),
('SYR:mil', 'naming', '2018-02-27', 'r-b', 1, 'named', 'marked');

INSERT INTO report_tallies (report_id, published, day, outlet, times, figures, statements, events, commitments, arrangements, breaches, naming) VALUES
('r-a', '2018-02-26T14:05', '2018-02-26', 'A', 1, 1, 3, 1, 1, 1, 1, 2),
('r-b', '2018-02-27', '2018-02-27', 'B', 1, 1, 3, 1, 1, 1, 1, 2);

INSERT INTO list_counts (list, kind, detail, outlet, records) VALUES
('arrangements', 'pause', 'extended', 'A', 1),
('arrangements', 'pause', 'extended', 'B', 1),
('breaches', 'ASSAULT', '', 'A', 1),
('breaches', 'ASSAULT', '', 'B', 1),
('commitments', 'pause', 'undertaking', 'A', 1),
('commitments', 'pause', 'undertaking', 'B', 1),
('events', 'ACCUSE', 'allege', 'A', 1),
('events', 'ACCUSE', 'allege', 'B', 1),
('figures', 'killed', 'civilian', 'A', 1),
('figures', 'killed', 'civilian', 'B', 1),
('naming', 'marked', 'outlet', 'A', 1),
('naming', 'marked', 'outlet', 'B', 1),
('naming', 'metonym', 'outlet', 'A', 1),
('naming', 'metonym', 'outlet', 'B', 1),
('statements', 'accuse', 'indirect', 'A', 1),
('statements', 'accuse', 'indirect', 'B', 1),
('statements', 'inform', 'indirect', 'A', 1),
('statements', 'inform', 'indirect', 'B', 1),
('statements', 'promise', 'indirect', 'A', 1),
('statements', 'promise', 'indirect', 'B', 1),
('times', 'date', '', 'A', 1),
('times', 'date', '', 'B', 1);

INSERT INTO actor_counts (actor_id, role, records) VALUES
('RUS', 'actor', 2),
('RUS', 'bound', 2),
('RUS', 'named', 2),
('RUS', 'party', 2),
('RUS', 'speaker', 4),
('SYR:gov', 'party', 2),
('SYR:mil', 'accused', 2),
('SYR:mil', 'named', 2),
('SYR:mil', 'recipient', 2);

INSERT INTO actor_names (actor_id, words, times) VALUES
('RUS', 'موسكو', 8),
('SYR:mil', 'قوات النظام', 4);

INSERT INTO naming_counts (actor_id, outlet, words, kind, voice, times) VALUES
('RUS', 'A', 'موسكو', 'metonym', 'outlet', 1),
('RUS', 'B', 'موسكو', 'metonym', 'outlet', 1),
('SYR:mil', 'A', 'قوات النظام', 'marked', 'outlet', 1),
('SYR:mil', 'B', 'قوات النظام', 'marked', 'outlet', 1);

INSERT INTO search (rowid, terms) VALUES (1, 'hudna tamdid'), (2, 'tamdid');
