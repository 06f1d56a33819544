-- What was published under a version stays that version's content for ever: this row outlives the deletion of the
-- artifact, and other content is refused.
create table artifact_digest (
  name text not null,
  version text not null,
  -- As in `artifact`.
  digest text not null,
  published_at timestamptz not null default now(),
  published_by text not null,
  primary key (name, version)
);

-- Builds of this machine are versioned by their sources, and their files may be made anew.
insert into artifact_digest (name, version, digest, published_at, published_by)
select name, version, digest, published_at, published_by from artifact where not is_local;
