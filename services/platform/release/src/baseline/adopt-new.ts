import { isDeepStrictEqual } from 'node:util'
import type { ArtifactKey } from '@portico/artifact-store'
import type { Baseline } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { SemVer } from 'semver'
import { audit } from '../audit/audit.ts'
import { getBaseline, writeBaseline } from '../store/baseline.ts'
import { touchFeed } from '../store/feed-state.ts'
import type { BuiltSet } from './overlaid.ts'

const REASON = 'Came with the image.'

/** A version that is here now and that tenants do not get by this. */
export interface Withheld extends ArtifactKey {
  /** What they get. */
  present: string
}

/**
 * Every tenant gets those versions of `set` that have just come to be here (`isNew`), except where an operator or a token published or
 * promoted something, and where the present version is a higher one. Nothing leaves the baseline.
 */
export async function adoptNew(
  tx: Transaction,
  set: BuiltSet,
  isNew: (key: ArtifactKey) => boolean,
): Promise<Withheld[]> {
  const revision = await touchFeed(tx)
  const { baseline } = await getBaseline(tx)
  const present: Record<string, string> = { ...baseline.shared, ...baseline.apps, shell: baseline.shell }
  const chosen = await listChosen(tx, present)
  const withheld: Withheld[] = []
  const taken = (versions: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(versions).filter(([name, version]) => {
        const found = present[name]
        if (!isNew({ name, version })) return false
        if (!found || !(chosen.has(name) || isHigher(found, version))) return true
        withheld.push({ name, version, present: found })
        return false
      }),
    )
  const next: Baseline = {
    ...baseline,
    shell: taken({ shell: set.shell }).shell ?? baseline.shell,
    apps: { ...baseline.apps, ...taken(set.apps) },
    shared: { ...baseline.shared, ...taken(set.shared) },
  }
  if (isDeepStrictEqual(next, baseline)) return withheld
  await writeBaseline(tx, { revision, baseline: next, actor: 'system', reason: REASON })
  const change = { from: baseline, to: next }
  await audit(tx, { actor: 'system', action: 'baseline.image', subject: 'baseline', reason: REASON, change })
  return withheld
}

/** Names of what came neither with an image nor from the launcher, or was promoted on purpose. */
async function listChosen(tx: Transaction, present: Record<string, string>): Promise<Set<string>> {
  const rows = await tx.list<{ name: string }>(
    `select b.name from unnest($1::text[], $2::text[]) as b (name, version)
     join artifact a on a.name = b.name and a.version = b.version
     where not (a.is_local or a.published_by = 'system') or exists (
       select 1 from release r where r.state = 'full' and (r.overlay->'apps'->>b.name = b.version or r.overlay->'shared'->>b.name = b.version))`,
    [Object.keys(present), Object.values(present)],
  )
  return new Set(rows.map(({ name }) => name))
}

/** By the number alone: what a build puts behind it is a hash, which has no order. */
function isHigher(found: string, version: string): boolean {
  return new SemVer(found).compareMain(version) > 0
}
