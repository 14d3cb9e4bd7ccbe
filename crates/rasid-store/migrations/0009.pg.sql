-- Refusals of change, and the one way on which what is insert-only may be deleted.

CREATE TRIGGER tombstones_no_change BEFORE UPDATE OR DELETE ON tombstones
FOR EACH ROW EXECUTE FUNCTION refuse_change('tombstones are never changed nor deleted');
CREATE TRIGGER tombstones_no_truncate BEFORE TRUNCATE ON tombstones
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('tombstones are never changed nor deleted');
CREATE TRIGGER buried_no_change BEFORE UPDATE OR DELETE ON buried
FOR EACH ROW EXECUTE FUNCTION refuse_change('tombstones are never changed nor deleted');
CREATE TRIGGER buried_no_truncate BEFORE TRUNCATE ON buried
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('tombstones are never changed nor deleted');

-- What a tombstone says must stay readable in the ledger; and it opens the way for what was there when it was put up, not for
-- what comes later.
CREATE FUNCTION refuse_without_tombstone() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF TG_TABLE_NAME = 'decision_payloads' THEN
        IF NOT EXISTS (SELECT 1 FROM tombstones WHERE seq = OLD.seq) THEN RETURN OLD; END IF;
    ELSIF TG_TABLE_NAME = 'reports' THEN
        IF EXISTS (SELECT 1 FROM tombstones WHERE report_id = OLD.id AND made_at >= OLD.added_at) THEN RETURN OLD; END IF;
    ELSIF TG_TABLE_NAME = 'texts' THEN
        IF EXISTS (SELECT 1 FROM tombstones WHERE text_id = OLD.text_id)
            AND NOT EXISTS (SELECT 1 FROM reports WHERE text_id = OLD.text_id)
            AND NOT EXISTS (SELECT 1 FROM captured WHERE text_id = OLD.text_id) THEN RETURN OLD; END IF;
    ELSIF TG_TABLE_NAME = 'captures' THEN
        IF EXISTS (SELECT 1 FROM tombstones WHERE report_id = OLD.report_id AND made_at >= OLD.acquired_at)
            THEN RETURN OLD; END IF;
    ELSIF TG_TABLE_NAME = 'captured' THEN
        IF EXISTS (SELECT 1 FROM buried WHERE blake3 = OLD.blake3)
            AND NOT EXISTS (SELECT 1 FROM captures WHERE blake3 = OLD.blake3) THEN RETURN OLD; END IF;
    ELSIF TG_TABLE_NAME = 'clause_links' THEN
        IF EXISTS (SELECT 1 FROM buried WHERE name = 'clause_links' AND key = OLD.seq) THEN RETURN OLD; END IF;
    END IF;
    RAISE EXCEPTION '%', TG_ARGV[0];
END $$;

CREATE TRIGGER decision_payloads_tombstones BEFORE DELETE ON decision_payloads
FOR EACH ROW EXECUTE FUNCTION refuse_without_tombstone('tombstones are never deleted');

DROP TRIGGER reports_no_change ON reports;
CREATE TRIGGER reports_no_change BEFORE UPDATE ON reports
FOR EACH ROW EXECUTE FUNCTION refuse_change('reports are never changed');
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports
FOR EACH ROW EXECUTE FUNCTION refuse_without_tombstone('reports are never deleted without a tombstone');
DROP TRIGGER texts_no_change ON texts;
CREATE TRIGGER texts_no_change BEFORE UPDATE ON texts
FOR EACH ROW EXECUTE FUNCTION refuse_change('texts are never changed');
CREATE TRIGGER texts_no_delete BEFORE DELETE ON texts
FOR EACH ROW EXECUTE FUNCTION refuse_without_tombstone('texts are never deleted without a tombstone');
DROP TRIGGER captures_no_change ON captures;
CREATE TRIGGER captures_no_change BEFORE UPDATE ON captures
FOR EACH ROW EXECUTE FUNCTION refuse_change('how something was got is never changed');
CREATE TRIGGER captures_no_delete BEFORE DELETE ON captures
FOR EACH ROW EXECUTE FUNCTION refuse_without_tombstone('how something was got is never deleted without a tombstone');
DROP TRIGGER captured_no_change ON captured;
CREATE TRIGGER captured_no_change BEFORE UPDATE ON captured
FOR EACH ROW EXECUTE FUNCTION refuse_change('what was received is never changed');
CREATE TRIGGER captured_no_delete BEFORE DELETE ON captured
FOR EACH ROW EXECUTE FUNCTION refuse_without_tombstone('what was received is never deleted without a tombstone');
DROP TRIGGER clause_links_no_change ON clause_links;
CREATE TRIGGER clause_links_no_change BEFORE UPDATE ON clause_links
FOR EACH ROW EXECUTE FUNCTION refuse_change('what was attached to clauses is never changed');
CREATE TRIGGER clause_links_no_delete BEFORE DELETE ON clause_links
FOR EACH ROW EXECUTE FUNCTION refuse_without_tombstone('what was attached to clauses is never deleted without a tombstone');
