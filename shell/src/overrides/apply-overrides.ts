import type { LocalApp, PageState, SessionInfo, SnapshotApp } from '@portico/micro-app'
import { addImportMap } from '../host/index.ts'
import { readLocalApp } from './local-address.ts'
import { codeOf, resolveVersion } from './override-calls.ts'
import { type OverrideChoice, storedOverrides } from './override-record.ts'

/** One app of this tab that was chosen to come from elsewhere. */
export interface AppliedOverride {
  name: string
  choice: OverrideChoice
  /** Why it is not in the page; null: it is. */
  refusal: string | null
  /** What the tenant's snapshot has; null: nothing. */
  replaced: SnapshotApp | null
  /** Of a local one that is in the page. */
  local: LocalApp | null
}

export interface OverriddenPage {
  state: PageState
  overrides: readonly AppliedOverride[]
}

/** The page with what was chosen in this tab. What cannot be had is left as the snapshot has it, with the reason. */
export async function applyOverrides(state: PageState): Promise<OverriddenPage> {
  const { session, snapshot } = state
  const stored = storedOverrides.read()
  if (session === null || stored === null || stored.userId !== session.user.id)
    return { state, overrides: [] }
  const found = await Promise.all(
    Object.entries(stored.apps).map(async ([name, choice]) => ({
      ...{ name, choice, replaced: snapshot.apps[name] ?? null },
      ...(await find({ ...state, session }, { name, choice, link: stored.link })),
    })),
  )
  const apps = { ...snapshot.apps }
  for (const { name, app } of found) if (app !== null) apps[name] = app
  return {
    state: { ...state, snapshot: { ...snapshot, apps } },
    overrides: found.map(({ app: _, ...override }) => override),
  }
}

type Found = Pick<AppliedOverride, 'refusal' | 'local'> & { app: SnapshotApp | null }

async function find(
  { session, overrides }: PageState & { session: SessionInfo },
  { name, choice, link }: { name: string; choice: OverrideChoice; link: string | null },
): Promise<Found> {
  try {
    if (choice.kind === 'version')
      return { ...none(null), app: await findVersion(name, choice.version, link) }
    if (overrides !== 'local') return none('OVERRIDES_OFF')
    return { refusal: null, ...(await readLocalApp(choice.origin, name, session.permissions)) }
  } catch (error) {
    return none(codeOf(error))
  }
}

function none(refusal: string | null): Found {
  return { refusal, local: null, app: null }
}

async function findVersion(name: string, version: string, link: string | null): Promise<SnapshotApp> {
  const { apps, importMap } = await resolveVersion({ name, version }, link)
  const app = apps[name]
  // The user may see no entry of its menu.
  if (app === undefined) throw Object.assign(new Error(name), { code: 'FORBIDDEN' })
  // Before any module of it is asked for.
  addImportMap(importMap)
  const { fallback: _, ...own } = app
  return own
}
