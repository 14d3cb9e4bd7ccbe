-- Refusals of change.

CREATE TRIGGER briefings_no_change BEFORE UPDATE OR DELETE ON briefings
FOR EACH ROW EXECUTE FUNCTION refuse_change('briefings are never changed nor deleted');
CREATE TRIGGER briefings_no_truncate BEFORE TRUNCATE ON briefings
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('briefings are never changed nor deleted');
