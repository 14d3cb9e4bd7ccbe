-- Refusals of change.

CREATE TRIGGER captured_no_change BEFORE UPDATE OR DELETE ON captured
FOR EACH ROW EXECUTE FUNCTION refuse_change('what was received is never changed nor deleted');
CREATE TRIGGER captured_no_truncate BEFORE TRUNCATE ON captured
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('what was received is never changed nor deleted');

CREATE TRIGGER captures_no_change BEFORE UPDATE OR DELETE ON captures
FOR EACH ROW EXECUTE FUNCTION refuse_change('how something was got is never changed nor deleted');
CREATE TRIGGER captures_no_truncate BEFORE TRUNCATE ON captures
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('how something was got is never changed nor deleted');
