-- Locks: writers of products wait while all are put among those that wait to be cut, and until the commit; readers do not.
set local lock_timeout = '20s';
call portico_searched('product', '{code,name,barcode}');
