import type { Manifest, SnapshotApp } from '@portico/micro-app'

const TIMEOUT_MS = 5_000

/**
 * Before a retry the manifest is read anew, past all caches: it may be what was mended. A manifest that cannot be read, or
 * that is of another artifact, changes nothing.
 */
export async function refreshManifest(app: SnapshotApp): Promise<SnapshotApp> {
  const fresh = await readManifest(app.url)
  const isSame = fresh?.name === app.manifest.name && fresh.version === app.manifest.version
  return isSame ? { ...app, manifest: fresh } : app
}

async function readManifest(base: string): Promise<Manifest | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(`${base}portico.json`, { cache: 'no-store', signal })
    return answer.ok ? ((await answer.json()) as Manifest) : null
  } catch {
    return null
  }
}
