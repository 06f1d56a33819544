-- The figures of browsers by tenant and user were `told`: the glossary's word is reported.
alter table told rename to reporter_figure;
alter index told_age rename to reporter_figure_age;
alter index told_pkey rename to reporter_figure_pkey;
