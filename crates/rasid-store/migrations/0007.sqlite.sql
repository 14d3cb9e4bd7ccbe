-- What only SQLite understands: refusals of change.

CREATE TRIGGER agreements_no_update BEFORE UPDATE ON agreements
BEGIN SELECT RAISE(ABORT, 'versions of agreements are never changed'); END;
CREATE TRIGGER agreements_no_delete BEFORE DELETE ON agreements
BEGIN SELECT RAISE(ABORT, 'versions of agreements are never deleted'); END;
CREATE TRIGGER agreements_no_replace BEFORE INSERT ON agreements
WHEN EXISTS (SELECT 1 FROM agreements WHERE id = NEW.id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'versions of agreements are never changed'); END;

CREATE TRIGGER clause_links_no_update BEFORE UPDATE ON clause_links
BEGIN SELECT RAISE(ABORT, 'what was attached to clauses is never changed'); END;
CREATE TRIGGER clause_links_no_delete BEFORE DELETE ON clause_links
BEGIN SELECT RAISE(ABORT, 'what was attached to clauses is never deleted'); END;
CREATE TRIGGER clause_links_no_replace BEFORE INSERT ON clause_links
WHEN EXISTS (SELECT 1 FROM clause_links WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'what was attached to clauses is never changed'); END;
