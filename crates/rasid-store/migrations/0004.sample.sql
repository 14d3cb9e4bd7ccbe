-- What version 4 added to the data of the versions before: nothing was reviewed yet, and the tables are to be made when
-- the record is opened.

UPDATE review_made SET version = 0;
