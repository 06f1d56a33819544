import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Database } from '../database/database.ts'
import type { Transaction } from '../database/transaction.ts'
import { problems } from '../problems/problem.ts'

const MAX_KEY_LENGTH = 200
/** Older keys are swept. */
export const KEEP_DAYS = 7

export type WriteRequest = Pick<FastifyRequest, 'method' | 'url' | 'headers' | 'body' | 'caller'>

/**
 * Runs `work` once for an `Idempotency-Key`: the answer is kept in the same transaction as the write and given again
 * for the same body. Another body with the key throws `IDEMPOTENCY_MISMATCH`. Without the header it just runs.
 * Two calls with one key at the same time: the second waits for the first.
 */
export function idempotent<Answer extends object>(
  database: Database,
  request: WriteRequest,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  const { tenantId } = request.caller
  const key = readKey(request)
  return database.tenant(tenantId, tx => {
    if (key === null) return work(tx)
    const entry = { tenantId, key, scope: scopeOf(request), fingerprint: fingerprintOf(request.body) }
    return once(tx, entry, () => work(tx))
  })
}

interface Entry {
  tenantId: string
  scope: string
  key: string
  fingerprint: string
}

async function once<Answer extends object>(tx: Transaction, entry: Entry, work: () => Promise<Answer>) {
  const id = [entry.tenantId, entry.scope, entry.key]
  const isFirst = await tx.run(
    `insert into idempotency (tenant_id, scope, key, fingerprint) values ($1, $2, $3, $4) on conflict do nothing`,
    [...id, entry.fingerprint],
  )
  if (!isFirst) return replay<Answer>(tx, id, entry.fingerprint)
  const answer = await work()
  await tx.run('update idempotency set answer = $4 where tenant_id = $1 and scope = $2 and key = $3', [
    ...id,
    JSON.stringify(answer),
  ])
  return answer
}

async function replay<Answer>(tx: Transaction, id: string[], fingerprint: string): Promise<Answer> {
  const kept = await tx.get<{ fingerprint: string; answer: Answer }>(
    'select fingerprint, answer from idempotency where tenant_id = $1 and scope = $2 and key = $3',
    id,
  )
  if (kept.fingerprint === fingerprint) return kept.answer
  throw problems.IDEMPOTENCY_MISMATCH('This Idempotency-Key was used for another request; make a new one.')
}

function readKey({ headers }: WriteRequest): string | null {
  const key = headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && key.length > 0 && key.length <= MAX_KEY_LENGTH) return key
  throw problems.INVALID_REQUEST(`Idempotency-Key must have 1 to ${MAX_KEY_LENGTH} characters.`)
}

function scopeOf({ method, url }: WriteRequest): string {
  return `${method} ${url.split('?')[0]}`
}

function fingerprintOf(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(body)) ?? '')
    .digest('base64url')
}

/** The order of an object's keys says nothing. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([key, inner]) => [key, sortKeys(inner)]))
}
