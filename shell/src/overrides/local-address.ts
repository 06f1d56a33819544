import type { LocalApp, Manifest, SnapshotApp } from '@portico/micro-app'

const TIMEOUT_MS = 3_000

/** As a development server describes one app that it serves. */
interface Served extends LocalApp {
  name: string
  manifest: Manifest
}

/** An app of a development server on this machine, in a page that did not come from there. */
export interface LocalOverride {
  app: SnapshotApp
  /** As its server had it. */
  local: LocalApp
}

/** Code of what is wrong with an address. */
class LocalAddressError extends Error {
  readonly code: 'LOCAL_UNREACHABLE' | 'LOCAL_OTHER_APP'

  constructor(code: LocalAddressError['code'], options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

/** Throws LocalAddressError. `origin` is a loopback address. */
export async function readLocalApp(
  origin: string,
  name: string,
  permissions: readonly string[],
): Promise<LocalOverride> {
  const served = (await listServed(origin)).find(app => app.name === name)
  const base = `${origin}/__dev/${name}/`
  if (served?.manifest.name !== name || !new URL(served.manifest.entry, base).href.startsWith(base))
    throw new LocalAddressError('LOCAL_OTHER_APP')
  const { manifest, page, code, start, edits } = served
  const menu = manifest.menu.filter(
    ({ permission }) => permission === undefined || permissions.includes(permission),
  )
  return {
    app: { url: base, manifest: { ...manifest, menu, operations: [] } },
    local: { origin, page, code, start, edits },
  }
}

async function listServed(origin: string): Promise<Served[]> {
  try {
    const answer = await fetch(`${origin}/__dev/`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return (await answer.json()) as Served[]
  } catch (cause) {
    throw new LocalAddressError('LOCAL_UNREACHABLE', { cause })
  }
}
