-- Refusals of change, and the one way on which what is insert-only may be deleted.

CREATE TRIGGER tombstones_no_update BEFORE UPDATE ON tombstones
BEGIN SELECT RAISE(ABORT, 'tombstones are never changed'); END;
CREATE TRIGGER tombstones_no_delete BEFORE DELETE ON tombstones
BEGIN SELECT RAISE(ABORT, 'tombstones are never deleted'); END;
CREATE TRIGGER tombstones_no_replace BEFORE INSERT ON tombstones
WHEN EXISTS (SELECT 1 FROM tombstones WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'tombstones are never changed'); END;
CREATE TRIGGER buried_no_update BEFORE UPDATE ON buried
BEGIN SELECT RAISE(ABORT, 'tombstones are never changed'); END;
CREATE TRIGGER buried_no_delete BEFORE DELETE ON buried
BEGIN SELECT RAISE(ABORT, 'tombstones are never deleted'); END;
CREATE TRIGGER buried_no_replace BEFORE INSERT ON buried
WHEN EXISTS (SELECT 1 FROM buried WHERE tombstone = NEW.tombstone AND name = NEW.name AND key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'tombstones are never changed'); END;
-- What a tombstone says must stay readable in the ledger.
CREATE TRIGGER decision_payloads_tombstones BEFORE DELETE ON decision_payloads
WHEN EXISTS (SELECT 1 FROM tombstones WHERE seq = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'tombstones are never deleted'); END;

-- A tombstone opens the way for what was there when it was put up, not for what comes later.
DROP TRIGGER reports_no_delete;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports
WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE report_id = OLD.id AND made_at >= OLD.added_at)
BEGIN SELECT RAISE(ABORT, 'reports are never deleted without a tombstone'); END;
DROP TRIGGER texts_no_delete;
CREATE TRIGGER texts_no_delete BEFORE DELETE ON texts
WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE text_id = OLD.text_id)
    OR EXISTS (SELECT 1 FROM reports WHERE text_id = OLD.text_id)
    OR EXISTS (SELECT 1 FROM captured WHERE text_id = OLD.text_id)
BEGIN SELECT RAISE(ABORT, 'texts are never deleted without a tombstone'); END;
DROP TRIGGER captures_no_delete;
CREATE TRIGGER captures_no_delete BEFORE DELETE ON captures
WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE report_id = OLD.report_id AND made_at >= OLD.acquired_at)
BEGIN SELECT RAISE(ABORT, 'how something was got is never deleted without a tombstone'); END;
DROP TRIGGER captured_no_delete;
CREATE TRIGGER captured_no_delete BEFORE DELETE ON captured
WHEN EXISTS (SELECT 1 FROM captures WHERE blake3 = OLD.blake3)
    OR NOT EXISTS (SELECT 1 FROM buried WHERE blake3 = OLD.blake3)
BEGIN SELECT RAISE(ABORT, 'what was received is never deleted without a tombstone'); END;
DROP TRIGGER clause_links_no_delete;
CREATE TRIGGER clause_links_no_delete BEFORE DELETE ON clause_links
WHEN NOT EXISTS (SELECT 1 FROM buried WHERE name = 'clause_links' AND key = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'what was attached to clauses is never deleted without a tombstone'); END;
