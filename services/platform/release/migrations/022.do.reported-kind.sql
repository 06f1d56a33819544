-- What browsers reported of an app is the kind 'reported', as everywhere else; until now it was 'told'.
alter table measurement drop constraint measurement_kind_check;
update measurement set kind = 'reported' where kind = 'told';
alter table measurement add constraint measurement_kind_check check (kind in ('app', 'service', 'reported'));
