-- What version 7 added to the data of version 6: an agreement of two versions, and a breach that somebody attached to its clause.

INSERT INTO agreements (id, version, deleted, who, made_at, why, json, hash) VALUES
('truce-2018', 1, 0, 'A', '2018-03-01T00:00:00Z', '', '{"id":"truce-2018","title":{"en":"Truce"},"clauses":[]}', '48c58c9f2a2dab29a572bc1a671dd70abe825771ed8bd51dd4dae3ea2297a2d9'),
('truce-2018', 2, 0, 'B', '2018-03-02T00:00:00Z', 'clause 1', '{"id":"truce-2018","title":{"en":"Truce"},"parties":["RUS"],"clauses":[{"no":"1","text":{"ar":"وقف"},"duty":"forbidden","acts":["ASSAULT"]}]}', '6e560baf1499f9eb1e4490bf159857a6bb501cf9519365425618e7a175cf934e');

INSERT INTO clause_links (seq, agreement, clause, report_id, list, start, "end", text, attached, who, made_at, why, hash) VALUES
(1, 'truce-2018', '1', 'r-a', 'breaches', 0, 4, 'x', 1, 'A', '2018-03-02T00:00:00Z', '', '74574f54b4049e390792fc2f28d797b3990eb505a64fe93e1142710c44cfef25');
