import type { Baseline } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { getBaseline, writeBaseline } from '../store/baseline.ts'
import { touchFeed } from '../store/feed-state.ts'

type LocalSet = Pick<Baseline, 'shell' | 'apps' | 'shared'>

const REASON = 'Built on this machine.'

/**
 * Makes local builds the baseline, except where an operator or a token published or promoted something: that stays. A local
 * build that is no longer in the set leaves it.
 */
export async function adoptLocal(tx: Transaction, { shell, apps, shared }: LocalSet): Promise<void> {
  const revision = await touchFeed(tx)
  const { baseline } = await getBaseline(tx)
  const kept = await readKept(tx, baseline)
  const next: Baseline = {
    ...baseline,
    shell: kept.shell ?? shell,
    apps: { ...apps, ...only(kept, Object.keys(baseline.apps)) },
    shared: { ...shared, ...only(kept, Object.keys(baseline.shared)) },
  }
  if (isSame(next, baseline)) return
  await writeBaseline(tx, { revision, baseline: next, actor: 'system', reason: REASON })
  const change = { from: baseline, to: next }
  await audit(tx, { actor: 'system', action: 'baseline.local', subject: 'baseline', reason: REASON, change })
}

/** Of the baseline, what does not come from this machine or was promoted on purpose. */
async function readKept(tx: Transaction, { shell, apps, shared }: Baseline): Promise<Record<string, string>> {
  const present = { ...shared, ...apps, ...(shell ? { shell } : {}) }
  const rows = await tx.list<{ name: string; version: string }>(
    `select b.name, b.version from unnest($1::text[], $2::text[]) as b (name, version)
     join artifact a on a.name = b.name and a.version = b.version
     where not a.is_local or exists (
       select 1 from release r where r.state = 'full' and (r.overlay->'apps'->>b.name = b.version or r.overlay->'shared'->>b.name = b.version))`,
    [Object.keys(present), Object.values(present)],
  )
  return Object.fromEntries(rows.map(({ name, version }) => [name, version]))
}

function only(values: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap(name => (values[name] ? [[name, values[name]]] : [])))
}

function isSame(one: Baseline, other: Baseline): boolean {
  return keyed(one) === keyed(other)
}

/** The order of names says nothing. */
function keyed({ shell, apps, shared, services }: Baseline): string {
  const sorted = [apps, shared, services].map(values => Object.entries(values).sort())
  return JSON.stringify([shell, sorted])
}
