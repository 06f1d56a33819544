-- Which incident of a fault was the first: it says with which release the fault began.
create index incident_fault on incident (app, fingerprint, first_at) where fingerprint is not null;
