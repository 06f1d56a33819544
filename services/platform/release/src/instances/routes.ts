import type { Heartbeat } from '@portico/release'
import type { TrustedHosts } from '@portico/release/trust'
import { releaseContract } from '@portico/release-contract'
import type { RevisionWatch, ServiceApp, ServiceContext, Transaction } from '@portico/service-kit'
import { holdUntilNewer } from '../http/held-request.ts'
import { requireInstanceOf } from '../http/require-platform.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { readFeedState } from '../store/feed-state.ts'
import { findService, listInstances, noteHeartbeat, removeInstance } from '../store/instances.ts'
import { releaseProblems } from '../store/problems.ts'

const { routes } = releaseContract

export function addInstanceRoutes(app: ServiceApp, service: ServiceContext, watch: RevisionWatch) {
  const { database, hosts, clients } = service
  app.route({
    ...routes.putInstance,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      await requireInstanceOf(request, service, request.body.service)
      const url = trustedOrigin(hosts, request.body)
      let answer = await database.transaction({}, async tx => {
        await noteHeartbeat(tx, request.params.id, { ...request.body, url })
        return readPresent(tx)
      })
      if (await holdUntilNewer(watch, request, reply, answer.revision))
        answer = await database.transaction({}, readPresent)
      // This service sends no heartbeat to itself: it finds the other instances by the answers to their heartbeats.
      clients.discovery.setInstances(answer.instances)
      return answer
    },
  })

  app.route({
    ...routes.removeInstance,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const { id } = request.params
      const of = await database.transaction({}, tx => findService(tx, id))
      if (of === null) return reply.code(204).send(null)
      await requireInstanceOf(request, service, of)
      await database.transaction({}, tx => removeInstance(tx, id))
      return reply.code(204).send(null)
    },
  })

  app.route({
    ...routes.listInstances,
    config: OPEN_TO_TOKENS,
    handler: async () => ({
      items: await database.transaction({}, listInstances),
    }),
  })
}

async function readPresent(tx: Transaction) {
  const { revision } = await readFeedState(tx)
  return { revision, instances: await listInstances(tx) }
}

/** Callers hand an instance a tenant's context, so one at a foreign address is never listed. Throws HOST_NOT_TRUSTED. */
function trustedOrigin(hosts: TrustedHosts, { service, url }: Heartbeat): string {
  const origin = hosts.originOf(url)
  if (origin !== null) return origin
  throw releaseProblems.HOST_NOT_TRUSTED(
    `${url} of ${service} is at no trusted host. Add its host to PORTICO_UPSTREAM_HOSTS of all parts of the platform.`,
  )
}
