-- Locks: writers of documents wait while all are put among those that wait to be cut (some 2 s for 300,000), and until the
-- commit; readers do not. The sweep cuts 1,024 at a time; until it is done, a tenant with many is searched as before.
set local lock_timeout = '20s';
call portico_searched('document', '{number,note}');
