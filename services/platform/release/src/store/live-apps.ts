/** Where a version of an app is met: by tenants, in releases that may start, in tabs that are open; `newest` was published last. */
export type UsedIn = 'baseline' | 'release' | 'tab' | 'newest'

/** SQL, to be put behind `with`: the apps of the baseline, of releases, and of tabs as long as one lives on its snapshot. */
export const LIVE_CONTENT = `content (place, apps) as (
  (select 'baseline', baseline -> 'apps' from baseline_history order by revision desc limit 1)
  union all
  select 'release', overlay -> 'apps' from release where state in ('draft', 'gray')
  union all
  select 'tab', content -> 'apps' from snapshot where last_served_at > now() - interval '24 hours'
)`
