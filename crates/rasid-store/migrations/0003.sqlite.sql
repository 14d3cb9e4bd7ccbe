-- Places of the readings that are there. Where they lie is in the JSON of readings, which only SQLite is asked for.
INSERT INTO located (report_id, idx, published, start, "end", text, matched, records, role, place_id, country, "precision", lat, lon, geonames, reason)
SELECT d.report_id, p.key, COALESCE(r.published, ''), p.value ->> 'start', p.value ->> 'end', p.value ->> 'text', p.value ->> 'matched',
       p.value -> 'of', p.value ->> 'role', p.value ->> 'id', p.value ->> 'country', p.value ->> 'precision',
       p.value ->> 'lat', p.value ->> 'lon', p.value ->> 'geonames', p.value ->> 'reason'
FROM readings d JOIN reports r ON r.id = d.report_id, json_each(d.json, '$.places') p;
