import type { CacheFigures } from '@portico/release'
import type { AnswerCache } from '../../../cache/answer-cache.ts'
import { ALL_ANSWERS, operationTag } from '../../../cache/answer-tags.ts'
import type { EntityCache } from '../../../cache/entity-cache.ts'
import { AppError } from '../../../errors/app-error.ts'
import { parseJson, readJsonBody } from '../../../exchange/body.ts'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import { listCachedEntities } from '../../../graphql/loader.ts'
import { releaseClient } from '../../../release/release-client.ts'
import { type AccessParts, admitReader, admitReleaseCaller } from '../../release-caller.ts'
import { tenantIdOf } from './directory-routes.ts'

export interface CacheParts extends AccessParts {
  stores: { entities: EntityCache; answers: AnswerCache }
}

interface Drop {
  tenant: string
  operation?: string
  entity?: string
  reason: string
}

const MAX_BODY_BYTES = 16 * 1024
const TOP_KEYS = 20

/** What the process that answers has counted since it started. */
export async function showCache(parts: CacheParts, http: HttpExchange): Promise<void> {
  await admitReader(parts, http)
  const { entities, answers } = parts.stores
  const figures: CacheFigures = {
    operations: answers.figures.listOperations(),
    entities: entities.listUses(),
    keys: answers.figures.listKeys(TOP_KEYS),
  }
  sendJson(http.response, 200, figures)
}

/**
 * `POST {tenant, operation | entity | neither, reason}`: every gateway forgets it, once the release service has written down
 * who wanted so. Faults: those of admission and of the service (FORBIDDEN_SCOPE), INVALID_REQUEST.
 */
export async function dropCache(parts: CacheParts, http: HttpExchange): Promise<void> {
  const { context, headers } = await admitReleaseCaller(parts, http)
  const drop = readDrop(parseJson(await readJsonBody(http.request, MAX_BODY_BYTES)))
  const tenantId = await tenantIdOf(parts, http, drop.tenant)
  const body = { ...drop, tenant: tenantId }
  await releaseClient(parts.upstream, parts.log, context).call('noteCacheDrop', { body, headers })
  await parts.stores.entities.invalidate(tenantId, tagsOf(drop))
  http.response.writeHead(204).end()
}

function tagsOf({ operation, entity }: Drop): string[] {
  if (operation !== undefined) return [operationTag(operation)]
  return entity !== undefined ? [entity] : [ALL_ANSWERS, ...listCachedEntities()]
}

function readDrop(value: unknown): Drop {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const { tenant, operation, entity, reason } = given
  if (!isText(tenant) || !isText(reason)) throw refused('Name a tenant and a reason.')
  if (operation !== undefined && entity !== undefined)
    throw refused('Name an operation or an entity, not both.')
  if (operation !== undefined && !isText(operation)) throw refused('An operation is the name of one.')
  if (entity === undefined) return { tenant, reason, ...(operation !== undefined && { operation }) }
  const known = listCachedEntities()
  if (isText(entity) && known.includes(entity)) return { tenant, reason, entity }
  throw refused(`An entity is one of ${known.join(', ')}.`)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0
}

function refused(message: string): AppError {
  return new AppError('INVALID_REQUEST', message)
}
