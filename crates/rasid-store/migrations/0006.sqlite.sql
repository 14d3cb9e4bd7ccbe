-- Refusals of change.

CREATE TRIGGER briefings_no_update BEFORE UPDATE ON briefings
BEGIN SELECT RAISE(ABORT, 'briefings are never changed'); END;
CREATE TRIGGER briefings_no_delete BEFORE DELETE ON briefings
BEGIN SELECT RAISE(ABORT, 'briefings are never deleted'); END;
CREATE TRIGGER briefings_no_replace BEFORE INSERT ON briefings
WHEN EXISTS (SELECT 1 FROM briefings WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'briefings are never changed'); END;
