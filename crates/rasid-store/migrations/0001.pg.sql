-- What only PostgreSQL understands: refusals of change, and the index of words. Primary keys refuse what would replace.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;

CREATE TRIGGER texts_no_change BEFORE UPDATE OR DELETE ON texts
FOR EACH ROW EXECUTE FUNCTION refuse_change('texts are never changed nor deleted');
CREATE TRIGGER texts_no_truncate BEFORE TRUNCATE ON texts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('texts are never changed nor deleted');

CREATE TRIGGER reports_no_change BEFORE UPDATE OR DELETE ON reports
FOR EACH ROW EXECUTE FUNCTION refuse_change('reports are never changed nor deleted');
CREATE TRIGGER reports_no_truncate BEFORE TRUNCATE ON reports
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('reports are never changed nor deleted');

CREATE TRIGGER decisions_no_change BEFORE UPDATE OR DELETE ON decisions
FOR EACH ROW EXECUTE FUNCTION refuse_change('decisions are never changed nor deleted');
CREATE TRIGGER decisions_no_truncate BEFORE TRUNCATE ON decisions
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('decisions are never changed nor deleted');

CREATE TRIGGER decision_payloads_no_change BEFORE UPDATE ON decision_payloads
FOR EACH ROW EXECUTE FUNCTION refuse_change('payloads of decisions may be deleted but not changed');
CREATE TRIGGER decision_payloads_no_truncate BEFORE TRUNCATE ON decision_payloads
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('payloads of decisions may be deleted but not changed');

-- The words of each report in the form in which they are searched for.
CREATE TABLE search (
    no BIGINT NOT NULL PRIMARY KEY,  -- reports.no
    length BIGINT NOT NULL,  -- how many words
    terms TEXT NOT NULL,  -- the words in their order, parted by spaces
    words TSVECTOR NOT NULL  -- the same for searching
);
CREATE INDEX search_words ON search USING gin (words);
CREATE INDEX search_length ON search (length);
