import type { Manifest } from '@portico/micro-app/manifest'
import type { LocalApp, PageState, SnapshotApp } from '@portico/micro-app/page-state'
import type { ServedApp } from '../registry/dev-registry.ts'

/** What pages are sent, and sent from, at the development server. */
export const EVENTS_PATH = '/__dev/events'

/** For a page that did not come from here and wants one of these apps; without what only this machine needs to know. */
export function describeForPages(app: ServedApp) {
  const { name, manifest } = app
  return { name, manifest, ...localAppOf(app) }
}

/** By name, as `DevPage` has them. */
export function describeServed(served: readonly ServedApp[]): Record<string, LocalApp> {
  return Object.fromEntries(served.map(app => [app.name, localAppOf(app)]))
}

function localAppOf({ origin, page, code, edits, manifest }: ServedApp): LocalApp {
  const { entry, css, preload, integrity, classic } = manifest
  const start = { entry, css, preload, integrity, ...(classic && { classic }) }
  return { origin, page, code, start, edits }
}

/** The page with the apps of development servers in place of the baseline's. Nothing but its state says so. */
export function withLocalApps(state: PageState, baseline: string, served: readonly ServedApp[]): PageState {
  const { session, snapshot } = state
  const replaced = Object.fromEntries(
    served.flatMap(({ name }) => {
      const app = snapshot.apps[name]
      return app === undefined ? [] : [[name, app] as const]
    }),
  )
  const dev = { baseline, events: EVENTS_PATH, apps: describeServed(served), replaced }
  if (session === null) return { ...state, dev }
  const permissions = new Set(session.permissions)
  const apps = { ...snapshot.apps }
  for (const { name, manifest } of served) {
    const local = visibleTo(manifest, permissions)
    // Without a fallback: a developer wants to see what failed, and is offered the baseline's version.
    delete apps[name]
    if (local !== null) apps[name] = appOf(local)
  }
  return { ...state, snapshot: { ...snapshot, apps }, dev }
}

/** As the gateway does it: an app of whose menu the user may see nothing is not there. */
export function visibleTo(manifest: Manifest, permissions: ReadonlySet<string>): Manifest | null {
  const menu = manifest.menu.filter(
    ({ permission }) => permission === undefined || permissions.has(permission),
  )
  return menu.length === 0 && manifest.menu.length > 0 ? null : { ...manifest, menu }
}

function appOf(manifest: Manifest): SnapshotApp {
  const operations = manifest.isolation === 'frame' ? manifest.operations : []
  return { url: `/__dev/${manifest.name}/`, manifest: { ...manifest, operations } }
}
