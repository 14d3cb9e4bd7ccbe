-- What only SQLite understands: refusals of change, and the index of words.

CREATE TRIGGER texts_no_update BEFORE UPDATE ON texts
BEGIN SELECT RAISE(ABORT, 'texts are never changed'); END;
CREATE TRIGGER texts_no_delete BEFORE DELETE ON texts
BEGIN SELECT RAISE(ABORT, 'texts are never deleted'); END;
-- REPLACE deletes without asking the trigger above, so it is refused here.
CREATE TRIGGER texts_no_replace BEFORE INSERT ON texts
WHEN EXISTS (SELECT 1 FROM texts WHERE text_id = NEW.text_id AND text <> NEW.text)
BEGIN SELECT RAISE(ABORT, 'texts are never changed'); END;

CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports
BEGIN SELECT RAISE(ABORT, 'reports are never changed'); END;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports
BEGIN SELECT RAISE(ABORT, 'reports are never deleted'); END;
CREATE TRIGGER reports_no_replace BEFORE INSERT ON reports
WHEN EXISTS (SELECT 1 FROM reports WHERE id = NEW.id OR no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'reports are never changed'); END;

CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER decisions_no_replace BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE seq = NEW.seq OR hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;

CREATE TRIGGER decision_payloads_no_update BEFORE UPDATE ON decision_payloads
BEGIN SELECT RAISE(ABORT, 'payloads of decisions may be deleted but not changed'); END;
CREATE TRIGGER decision_payloads_no_replace BEFORE INSERT ON decision_payloads
WHEN EXISTS (SELECT 1 FROM decision_payloads WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'payloads of decisions may be deleted but not changed'); END;

-- The words of each report in the form in which they are searched for; rowid is reports.no.
CREATE VIRTUAL TABLE search USING fts5(
    terms, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
