import { encodeList, type MemberList } from '@portico/release'
import { type Database, problems } from '@portico/service-kit'

interface ListRow {
  revision: number
  added: Buffer | null
  removed: Buffer | null
}

/**
 * The list as gateways hold it: what changed since revision `since`, or whole when `since` is 0 or not of this list.
 * The database hands the numbers over as bytes: a million rows would take a hundred times the memory. Throws NOT_FOUND.
 */
export async function fetchList(
  database: Database,
  releaseId: string,
  list: MemberList,
  since: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const row = await readList(database, releaseId, list, since)
  if (row.revision < since) return fetchList(database, releaseId, list, 0)
  return encodeList({
    revision: row.revision,
    isFull: since === 0,
    added: toNumbers(row.added),
    removed: toNumbers(row.removed),
  })
}

/** One statement, so that the revision and the rows are of one moment. */
async function readList(database: Database, releaseId: string, list: MemberList, since: number) {
  const { rows } = await database.execute<ListRow>(since === 0 ? WHOLE_LIST : CHANGES_OF_LIST, [
    releaseId,
    list,
    ...(since === 0 ? [] : [since]),
  ])
  const [row] = rows
  if (!row) throw problems.NOT_FOUND(`No release ${releaseId}.`)
  return row
}

const BYTES_OF = `select string_agg(int8send(fingerprint), ''::bytea) from release_member m where m.list_id = l.id`

const WHOLE_LIST = `
  select l.revision, (${BYTES_OF} and removed_revision is null) as added, null as removed
  from release_list l where l.release_id = $1 and l.list = $2`

/**
 * `added_revision > 1` is what the index is for. The answer names every tenant that went, also one that came only after
 * `since`: of one that went, came and went again the row has the last two revisions alone.
 */
const CHANGES_OF_LIST = `
  select l.revision,
    (${BYTES_OF} and added_revision > 1 and added_revision > $3 and removed_revision is null) as added,
    (${BYTES_OF} and removed_revision > $3) as removed
  from release_list l where l.release_id = $1 and l.list = $2`

/** PostgreSQL sends the highest byte first, typed arrays want the lowest. */
function toNumbers(bytes: Buffer | null): BigInt64Array {
  const own = new Uint8Array(bytes ?? [])
  Buffer.from(own.buffer).swap64()
  return new BigInt64Array(own.buffer)
}
