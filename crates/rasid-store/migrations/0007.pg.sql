-- Refusals of change.

CREATE TRIGGER agreements_no_change BEFORE UPDATE OR DELETE ON agreements
FOR EACH ROW EXECUTE FUNCTION refuse_change('versions of agreements are never changed nor deleted');
CREATE TRIGGER agreements_no_truncate BEFORE TRUNCATE ON agreements
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('versions of agreements are never changed nor deleted');

CREATE TRIGGER clause_links_no_change BEFORE UPDATE OR DELETE ON clause_links
FOR EACH ROW EXECUTE FUNCTION refuse_change('what was attached to clauses is never changed nor deleted');
CREATE TRIGGER clause_links_no_truncate BEFORE TRUNCATE ON clause_links
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('what was attached to clauses is never changed nor deleted');
