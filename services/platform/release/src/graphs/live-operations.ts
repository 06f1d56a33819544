import { setImmediate } from 'node:timers/promises'
import type { Transaction } from '@portico/service-kit'
import type { GraphQLSchema } from 'graphql'
import { describeManifest } from '../manifests/artifact-metadata.ts'
import { LIVE_CONTENT, type UsedIn } from '../store/live-apps.ts'
import { findFault } from './operations.ts'
import { graphProblems } from './problems.ts'

const MAX_NAMED = 50

interface Broken {
  app: string
  version: string
  /** Where this version is met. */
  places: UsedIn[]
  name: string
  message: string
}

interface LiveApp {
  name: string
  version: string
  places: UsedIn[]
  manifest: Record<string, unknown>
}

/**
 * Builds made on this machine do not count: they are built anew together with the graph.
 * Throws GRAPH_BREAKS with `operations: [{app, version, places, name, message}]`.
 */
export async function requireLiveOperations(tx: Transaction, schema: GraphQLSchema): Promise<void> {
  const broken: Broken[] = []
  for (const { name: app, version, places, manifest } of await listLiveApps(tx)) {
    for (const { name, body } of describeManifest(manifest).operations) {
      const message = findFault(body, [schema])
      if (message !== null) broken.push({ app, version, places, name, message })
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
    `with ${LIVE_CONTENT}, met as (
       select app.key as name, app.value as version, array_agg(distinct place order by place) as places
       from content, jsonb_each_text(content.apps) app
       group by app.key, app.value
     )
     select artifact.name, artifact.version, places, manifest
     from artifact join met on met.name = artifact.name and met.version = artifact.version
     where kind = 'app' and not is_local
     order by artifact.name, id`,
  )
}
