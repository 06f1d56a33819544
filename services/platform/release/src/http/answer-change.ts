import type { Release } from '@portico/release'
import { requireVersion, type ServiceContext, type Transaction } from '@portico/service-kit'
import { type Actor, type AuthorizedCall, actorOf, requireScope } from '../access/actor.ts'
import { scopeOf } from '../store/overlay.ts'
import { lockRevision } from '../store/release.ts'

interface Reply {
  header(name: string, value: string): unknown
}

interface Answering {
  request: AuthorizedCall
  reply: Reply
  service: ServiceContext
}

/** Throws FORBIDDEN_SCOPE, VERSION_REQUIRED, VERSION_CONFLICT, NOT_FOUND, and what the change throws. */
export async function answerChange(
  { request, reply, service }: Answering,
  id: string,
  change: (tx: Transaction, release: Release, actor: Actor) => Promise<Release>,
): Promise<Release> {
  const actor = await actorOf(request, service)
  const revision = requireVersion(request.headers)
  const release = await service.database.transaction({}, async tx => {
    const locked = await lockRevision(tx, id, revision)
    requireScope(actor, 'release', scopeOf(locked.overlay))
    return change(tx, locked, actor)
  })
  return tagged(reply, release)
}

/** With the revision that the next change has to send as `If-Match`. */
export function tagged(reply: Reply, release: Release): Release {
  reply.header('etag', `"${release.revision}"`)
  return release
}
