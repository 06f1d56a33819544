import { setImmediate } from 'node:timers/promises'
import type { Transaction } from '@portico/service-kit'
import type { GraphQLSchema } from 'graphql'
import { describeManifest } from '../manifests/artifact-metadata.ts'
import { findFault } from './operations.ts'
import { graphProblems } from './problems.ts'

/** As long as a tab lives on its snapshot. */
const TAB_HOURS = 24
const MAX_NAMED = 50

interface Broken {
  app: string
  version: string
  name: string
  message: string
}

interface LiveApp {
  name: string
  version: string
  manifest: Record<string, unknown>
}

/**
 * Builds made on this machine do not count: they are built anew together with the graph.
 * Throws GRAPH_BREAKS with `operations: [{app, version, name, message}]`.
 */
export async function requireLiveOperations(tx: Transaction, schema: GraphQLSchema): Promise<void> {
  const broken: Broken[] = []
  for (const { name: app, version, manifest } of await listLiveApps(tx)) {
    for (const { name, body } of describeManifest(manifest).operations) {
      const message = findFault(body, [schema])
      if (message !== null) broken.push({ app, version, name, message })
    }
    // Dozens of apps must not keep every other request waiting.
    await setImmediate()
  }
  if (broken.length === 0) return
  const operations = broken.slice(0, MAX_NAMED)
  const names = operations.map(({ app, version, name }) => `${name} of ${app}@${version}`)
  throw graphProblems.GRAPH_BREAKS(`This graph does not answer ${names.join(', ')}.`, { operations })
}

/** The versions that a page is served or may call from: of the baseline, of releases, of tabs that are open. */
function listLiveApps(tx: Transaction): Promise<LiveApp[]> {
  return tx.list<LiveApp>(
    `with content (apps) as (
       (select baseline -> 'apps' from baseline_history order by revision desc limit 1)
       union all
       select overlay -> 'apps' from release where state in ('draft', 'gray')
       union all
       select content -> 'apps' from snapshot where last_served_at > now() - make_interval(hours => $1)
     )
     select name, version, manifest from artifact
     where kind = 'app' and not is_local and (name, version) in (
       select app.key, app.value from content, jsonb_each_text(content.apps) app)
     order by name, id`,
    [TAB_HOURS],
  )
}
