-- Null is none: what was written before, and what a version of the service writes that does not know it.
alter table document add column delivery_note text;
-- The texts of an order that a row of a file gives, by the names they have on an order.
alter table import_row add column texts jsonb;
