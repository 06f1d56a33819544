import type { PageState, SessionInfo } from '@portico/micro-app'
import type { AppHost } from '../host/index.ts'
import type { TabRelease } from '../release/tab-release.ts'
import { Signal } from '../state/signal.ts'
import { type AppliedOverride, applyOverrides } from './apply-overrides.ts'
import { KeptFields } from './kept-fields.ts'
import { LocalApps } from './local-apps.ts'
import { Overrides } from './overrides.ts'

/** What a page has of apps that come from elsewhere than its snapshot. */
export interface PageOverrides {
  /** What was chosen in this tab. */
  chosen: Overrides
  /** Apps of this machine, by the servers that serve them. */
  locals: readonly LocalApps[]
  /** All apps of the page that are not its snapshot's. */
  names: Signal<readonly string[]>
  /** What users may choose here without a link; null: nothing. */
  mode: 'published' | 'local' | null
  start(): void
}

interface OverridesNeeds {
  page: PageState & { session: SessionInfo }
  applied: readonly AppliedOverride[]
  host: AppHost
  release: Pick<TabRelease, 'reloadIfSafe' | 'reloadNow'>
}

/** Loaded as one. */
export interface OverrideParts {
  applyOverrides: typeof applyOverrides
  createOverrides(needs: OverridesNeeds): PageOverrides
}

function createOverrides({ page, applied, host, release }: OverridesNeeds): PageOverrides {
  const { dev, snapshot, session, overrides: mode = null } = page
  const fields = new KeptFields(app => locals.some(({ names }) => names.includes(app)))
  const shared = {
    host,
    fields,
    appOf: (name: string) => snapshot.apps[name],
    openEvents: (url: string) => new EventSource(url),
    reloadIfSafe: (reason: string) => release.reloadIfSafe(reason),
  }
  const locals: readonly LocalApps[] = [
    ...(dev === undefined ? [] : [new LocalApps({ ...shared, dev, takesNew: true })]),
    ...applied.flatMap(override => {
      const followed = followedOf(override)
      return followed === null ? [] : [new LocalApps({ ...shared, dev: followed, takesNew: false })]
    }),
  ]
  const chosen = new Overrides({
    ...{ userId: session.user.id, applied, host },
    forget: name => {
      for (const local of locals) local.forget(name)
    },
    reload: () => release.reloadNow(),
  })
  const names = namesOf(locals, chosen)
  const start = () => {
    if (locals.length > 0) fields.start()
    for (const local of locals) local.start()
    chosen.start()
  }
  return { chosen, locals, names, mode, start }
}

function namesOf(locals: readonly LocalApps[], chosen: Overrides): Signal<readonly string[]> {
  const list = () => [
    ...new Set([
      ...locals.flatMap(local => local.names),
      ...chosen.state.get().applied.map(({ name }) => name),
    ]),
  ]
  const names = new Signal<readonly string[]>(list())
  const update = () => names.set(list())
  for (const { state } of [...locals, chosen]) state.subscribe(update)
  return names
}

/** One app of a server that this page did not come from. */
function followedOf({ name, local, replaced }: AppliedOverride) {
  if (local === null) return null
  return {
    baseline: window.location.origin,
    events: `${local.origin}/__dev/events`,
    apps: { [name]: local },
    replaced: replaced === null ? {} : { [name]: replaced },
  }
}

export const parts: OverrideParts = { applyOverrides, createOverrides }
