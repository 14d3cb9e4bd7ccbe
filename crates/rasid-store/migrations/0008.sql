-- Evidence: what was received, byte for byte, and how it was got. Insert-only; what must be deleted leaves a tombstone.

CREATE TABLE captured (
    -- Bytes as received, each once.
    blake3 TEXT NOT NULL PRIMARY KEY,  -- BLAKE3 hash of the bytes, 64 hexadecimal digits
    sha256 TEXT NOT NULL,  -- SHA-256 hash of the bytes, 64 hexadecimal digits
    size BIGINT NOT NULL,  -- of the bytes
    packing TEXT NOT NULL,  -- zlib: bytes are packed (RFC 1950); none: they are as they are; text: they are a text of the record
    text_id TEXT,  -- that text
    bytes BYTEA NOT NULL  -- empty where packing is text
);

CREATE TABLE captures (
    -- How the bytes that reports were taken from were got.
    seq BIGINT NOT NULL PRIMARY KEY,  -- from 1, without gaps but those that a tombstone names
    report_id TEXT NOT NULL,
    blake3 TEXT NOT NULL,  -- captured.blake3
    name TEXT NOT NULL,  -- file, path inside its container, or address; '' where it was pasted
    container TEXT,  -- the outer file, where the bytes are a piece of one
    start BIGINT,  -- the byte of the container (after decompression) where they begin, from 0; NULL where that makes no sense
    way TEXT NOT NULL,  -- file, pasted, uploaded, fetched, archive
    media_type TEXT NOT NULL,
    extractor TEXT NOT NULL,  -- what took the text out of them, with its version: html/1
    charset TEXT NOT NULL,
    charset_by TEXT NOT NULL,  -- valid, bom, declared, statistics
    fetched_at TEXT,  -- when they were fetched, as an archive says
    acquired_at TEXT NOT NULL,  -- when they came into this record: ISO 8601, UTC
    hash TEXT NOT NULL  -- BLAKE3 hash over the lines 'rasid capture 1' and, each behind its length in bytes, the columns before this one ('-' for NULL)
);
CREATE INDEX captures_report ON captures (report_id, seq);
CREATE INDEX captures_blake3 ON captures (blake3);
CREATE INDEX captured_text ON captured (text_id) WHERE text_id IS NOT NULL;
