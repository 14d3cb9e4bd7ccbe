-- What version 8 added to the data of version 7: what both reports were taken from, a text and a line of JSON.

INSERT INTO captured (blake3, sha256, size, packing, text_id, bytes) VALUES
('8659dcf5bb1775c343bcb52dd778838bf46711c9dd3e222a7fd76516b3f25d60', '61189b980f6e765e6118d4f4ad8267bb6c1052cb673a536d4291cd3a56d72d42', 223, 'text', 't-8659dcf5bb1775c343bcb52dd778838b', x''),
('4ddbed0e15aa8c83cf1fddc229dddc769549ff35f089e81eaeef923e94672d19', '61e56b3fbe0edfe47eba60afcca28bbbaa6a789a54850ee7b0440c200de2e36b', 306, 'zlib', NULL, x'7801754f4baac24010bc4a33eba7f8b2515c7a1431f04451c10882b8f0937931780b9190f84314d19b54dfc6eaec5cc840f714dd55d53573c349d40f23d714d7723fe2a22ea121141ae3a2292e824cd7fa4fe091dbce68d2ee77c77f61c7f682da6fa3520b2a41bda487d3520b3bbc48f22844634d70d39526f2455370e26453fae048db17726c45135d9ab5e0ce467fa166caaf17ecad1c748d0c07e4f4b0eb34e5f3425641ef0459951abce441ce829760574e6d62c852793cd963c11957e37d64ad5aa24e38ee31e7cc0d58ebf3f91b6306a9ea');

INSERT INTO captures (seq, report_id, blake3, name, container, start, way, media_type, extractor, charset, charset_by, fetched_at, acquired_at, hash) VALUES
(1, 'r-a', '8659dcf5bb1775c343bcb52dd778838bf46711c9dd3e222a7fd76516b3f25d60', 'a.txt', NULL, NULL, 'file', 'text/plain', 'text/1', 'utf-8', 'valid', NULL, '2018-03-01T00:00:00Z', '2ca6248a1d0e44a95f63bc95a67c263f5de617cd27bb928c892f9bf6e6e77d8a'),
(2, 'r-b', '4ddbed0e15aa8c83cf1fddc229dddc769549ff35f089e81eaeef923e94672d19', 'b.jsonl', 'b.jsonl', 0, 'uploaded', 'application/json', 'json/1', 'utf-8', 'valid', NULL, '2018-03-01T00:00:00Z', '80507e00867f49fad996a712ea8617d8aaa4a83bda1b1df66520e6b501d1a805');
