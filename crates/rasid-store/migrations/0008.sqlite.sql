-- Refusals of change.

CREATE TRIGGER captured_no_update BEFORE UPDATE ON captured
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;
CREATE TRIGGER captured_no_delete BEFORE DELETE ON captured
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted'); END;
CREATE TRIGGER captured_no_replace BEFORE INSERT ON captured
WHEN EXISTS (SELECT 1 FROM captured WHERE blake3 = NEW.blake3)
BEGIN SELECT RAISE(ABORT, 'what was received is never changed'); END;

CREATE TRIGGER captures_no_update BEFORE UPDATE ON captures
BEGIN SELECT RAISE(ABORT, 'how something was got is never changed'); END;
CREATE TRIGGER captures_no_delete BEFORE DELETE ON captures
BEGIN SELECT RAISE(ABORT, 'how something was got is never deleted'); END;
CREATE TRIGGER captures_no_replace BEFORE INSERT ON captures
WHEN EXISTS (SELECT 1 FROM captures WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'how something was got is never changed'); END;
