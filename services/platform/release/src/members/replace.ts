import { fingerprintOf, type MemberList, type Release } from '@portico/release'
import { Database, type Transaction } from '@portico/service-kit'
import pg from 'pg'
import { countList, type ListCounts, lockList } from '../store/member-lists.ts'
import { type NotedChange, noteListChange } from './note-change.ts'

/** More at once wait, and then are refused as DATABASE_BUSY. */
const MAX_UPLOADS = 2
const CONNECT_TIMEOUT_MS = 5000

/** Connections of its own: a long upload takes none of those the gateways' calls need, and is under no time limit of theirs. */
export function openUploads(database: Database, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: database.sessionUrl,
    max: MAX_UPLOADS,
    application_name: 'portico-release-upload',
    options: '-c search_path=release -c timezone=UTC',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 1000,
  })
  pool.on('error', onError)
  // A connection that breaks while lines come in shows only in its next statement, which fails.
  pool.on('connect', client => client.on('error', () => {}))
  return new Database(database.sessionUrl, pool)
}

/**
 * The list becomes what `batches` give: staged first, then only the differences are written, so that gateways fetch those.
 * The release's row is locked last and shortly: it can be aborted while a long list comes in.
 */
export function replaceList(
  uploads: Database,
  batches: AsyncIterable<string[]>,
  change: Omit<NotedChange, 'counts'>,
): Promise<Release> {
  return uploads.transaction({}, async tx => {
    await stage(tx, batches)
    const counts = await writeDifferences(tx, change.releaseId, change.list)
    return noteListChange(tx, { ...change, counts })
  })
}

/** Sent as one text a column: a driver's arrays are written value by value. */
async function stage(tx: Transaction, batches: AsyncIterable<string[]>) {
  await tx.run(
    'create temporary table incoming (tenant_id text collate "C", fingerprint bigint) on commit drop',
  )
  for await (const tenantIds of batches) {
    await tx.run(
      `insert into incoming
       select * from unnest(string_to_array($1, E'\\n'), string_to_array($2, ',')::bigint[])`,
      [tenantIds.join('\n'), tenantIds.map(fingerprintOf).join(',')],
    )
  }
  await tx.run('analyze incoming')
}

async function writeDifferences(tx: Transaction, releaseId: string, list: MemberList): Promise<ListCounts> {
  const locked = await lockList(tx, releaseId, list)
  const { id, next } = locked
  // Until autovacuum has come by, what the planner knows of the members is of before the last upload. It takes them for a
  // handful then and reads all that came in for each of them, which takes minutes for what a join by hash does in seconds.
  await tx.run('set local enable_nestloop = off')
  const added = await tx.run(
    `insert into release_member (list_id, tenant_id, fingerprint, added_revision)
     select $1, i.tenant_id, i.fingerprint, $2 from incoming i
     where not exists (
       select 1 from release_member m
       where m.list_id = $1 and m.tenant_id = i.tenant_id and m.removed_revision is null)
     order by i.tenant_id
     on conflict (list_id, tenant_id) do nothing`,
    [id, next],
  )
  const back = await tx.run(
    `update release_member m set added_revision = $2, removed_revision = null
     where m.list_id = $1 and m.removed_revision is not null
       and exists (select 1 from incoming i where i.tenant_id = m.tenant_id)`,
    [id, next],
  )
  const removed = await tx.run(
    `update release_member m set removed_revision = $2
     where m.list_id = $1 and m.removed_revision is null
       and not exists (select 1 from incoming i where i.tenant_id = m.tenant_id)`,
    [id, next],
  )
  return countList(tx, locked, { added: added + back, removed })
}
