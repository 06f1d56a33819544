import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { CreatedToken, TokenAction, TokenInfo, WantedToken } from '@portico/release'
import { type Database, newId, problems, type Transaction } from '@portico/service-kit'
import { accessProblems } from './problems.ts'

const SECRET_BYTES = 32
const SECRET = /^Bearer (ptk_[\w-]{43})$/i
/** Those that are in force. */
const MAX_TOKENS = 500
const MAX_LIFE_MS = 366 * 24 * 3_600_000

interface TokenRow {
  id: string
  name: string
  apps: string[]
  actions: TokenAction[]
  created_at: Date
  created_by: string
  expires_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
}

const COLUMNS = 'id, name, apps, actions, created_at, created_by, expires_at, last_used_at, revoked_at'

/**
 * The token behind an `Authorization` header, noted as used (to the minute).
 * Throws TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED.
 */
export async function useToken(database: Database, authorization: string): Promise<TokenInfo> {
  const secret = SECRET.exec(authorization)?.[1]
  if (!secret) throw accessProblems.TOKEN_INVALID('Send Authorization: Bearer ptk_...')
  const hash = hashOf(secret)
  // Found by a part of its hash and compared as a whole in constant time: the time it takes reveals nothing of the rest.
  const { rows } = await database.execute<TokenRow & { hash: Buffer; is_expired: boolean }>(
    `select ${COLUMNS}, hash, expires_at <= now() as is_expired from token where handle = $1`,
    [handleOf(hash)],
  )
  const row = rows.find(candidate => timingSafeEqual(candidate.hash, hash))
  if (!row) throw accessProblems.TOKEN_INVALID('No token has this secret.')
  if (row.revoked_at) throw accessProblems.TOKEN_REVOKED(`The token ${row.name} was revoked.`)
  if (row.is_expired) throw accessProblems.TOKEN_EXPIRED(`The token ${row.name} has expired.`)
  await noteUse(database, row.id)
  return toInfo(row)
}

/** A busy token is written once a minute, not at each call. */
async function noteUse(database: Database, id: string) {
  await database.execute(
    `update token set last_used_at = now()
     where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [id],
  )
}

/** Only the hash is kept: this answer is the one time the secret is seen. Throws INVALID_REQUEST, TOKEN_LIMIT, TOKEN_NAME_TAKEN. */
export async function createToken(
  tx: Transaction,
  wanted: WantedToken,
  createdBy: string,
  nowMs = Date.now(),
): Promise<CreatedToken> {
  requireLife(wanted.expiresAt, nowMs)
  await requireRoom(tx)
  const secret = `ptk_${randomBytes(SECRET_BYTES).toString('base64url')}`
  const hash = hashOf(secret)
  const row = await tx.find<TokenRow>(
    `insert into token (id, name, handle, hash, apps, actions, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (name) where revoked_at is null do nothing returning ${COLUMNS}`,
    [newId(), wanted.name, handleOf(hash), hash, wanted.apps, wanted.actions, createdBy, wanted.expiresAt],
  )
  if (!row) throw accessProblems.TOKEN_NAME_TAKEN(`There is a token ${wanted.name} that was not revoked.`)
  return { token: toInfo(row), secret }
}

export async function listTokens(tx: Transaction): Promise<TokenInfo[]> {
  const rows = await tx.list<TokenRow>(`select ${COLUMNS} from token order by id desc`)
  return rows.map(toInfo)
}

/** Null when it was revoked before. Throws NOT_FOUND. */
export async function revokeToken(tx: Transaction, id: string): Promise<TokenInfo | null> {
  const revoked = await tx.find<TokenRow>(
    `update token set revoked_at = now() where id = $1 and revoked_at is null returning ${COLUMNS}`,
    [id],
  )
  if (revoked) return toInfo(revoked)
  if (await tx.find('select 1 from token where id = $1', [id])) return null
  throw problems.NOT_FOUND(`No token ${id}.`)
}

async function requireRoom(tx: Transaction) {
  const { count } = await tx.get<{ count: number }>(
    'select count(*)::int as count from token where revoked_at is null and expires_at > now()',
  )
  if (count >= MAX_TOKENS) throw accessProblems.TOKEN_LIMIT(`At most ${MAX_TOKENS}. Revoke one first.`)
}

function requireLife(expiresAt: string, nowMs: number) {
  const lifeMs = Date.parse(expiresAt) - nowMs
  if (lifeMs > 0 && lifeMs <= MAX_LIFE_MS) return
  throw problems.INVALID_REQUEST('expiresAt must be an instant within the next 366 days.')
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function handleOf(hash: Buffer): string {
  return hash.toString('hex', 0, 8)
}

function toInfo(row: TokenRow): TokenInfo {
  return {
    id: row.id,
    name: row.name,
    apps: row.apps,
    actions: row.actions,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }
}
