-- What version 9 added to the data of version 8: the tombstone of a report.

INSERT INTO decisions (seq, prev, payload_hash, hash, made_at) VALUES
(3, 'b62b7e5edc9c39b6192f3f6da13ae90215b3b24227614ec29ad39b490310c53c', '3322cc6cb47914069f7e69d330a8c595ca28dc71b47b88ecc82b53c4fb7c487b', '54631ebbaea7617cb52fe3c0f37439a954c0de67c0492c88331e8cd528e5af13', '2018-03-03T00:00:00Z');
INSERT INTO decision_payloads (seq, salt, payload) VALUES
(3, '0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a', '{"rasid_tombstone":1,"report":"r-z","text":"t-00000000000000000000000000000001","by":"A","why":"بطلب من الناشر","buried":[{"name":"captures","key":3,"blake3":"0000000000000000000000000000000000000000000000000000000000000000","sha256":"1111111111111111111111111111111111111111111111111111111111111111","size":7}]}');
INSERT INTO tombstones (seq, report_id, text_id, who, why, made_at) VALUES
(3, 'r-z', 't-00000000000000000000000000000001', 'A', 'بطلب من الناشر', '2018-03-03T00:00:00Z');
INSERT INTO buried (tombstone, name, key, blake3, sha256, size) VALUES
(3, 'captures', 3, '0000000000000000000000000000000000000000000000000000000000000000', '1111111111111111111111111111111111111111111111111111111111111111', 7);
