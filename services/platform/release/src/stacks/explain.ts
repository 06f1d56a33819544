import type { ErrorStack, ReadableStack } from '@portico/release'
import type { Database } from '@portico/service-kit'
import { findMaps, type MapStore } from './find-maps.ts'
import { firstOwnPlace, stackFingerprint } from './fingerprint.ts'
import { mapInThread } from './map-thread.ts'
import { withoutMaps } from './part-of.ts'

/** A process that ended in the middle of it, or a store that was away: looked at again after these. */
const AGAIN_MINUTES = 1
const MAX_TRIES = 5
/** The task has its next turn in a moment; closing need not wait for all of them. */
const AT_ONCE = 20

interface DueRow {
  id: string
  app: string
  stack: ErrorStack
}

/**
 * Reads the source maps for new incidents, one after the other and never for a request: it takes what a map takes. It is
 * kept with the incident, which outlives its artifact.
 */
export async function explainDue(
  database: Database,
  home: MapStore,
  now: Date,
  map: typeof mapInThread = mapInThread,
): Promise<void> {
  for (let count = 0; count < AT_ONCE; count += 1) {
    const due = await claim(database, now)
    if (!due) return
    await explain(database, home, due, map)
  }
}

/** Copies of the service take different ones. */
async function claim(database: Database, now: Date): Promise<DueRow | null> {
  const { rows } = await database.execute<DueRow>(
    `update incident set
       map_at = case when map_tries + 1 < $1 then $3::timestamptz + make_interval(mins => $2) end,
       map_tries = map_tries + 1
     where id = (
       select id from incident where map_at <= $3 order by map_at limit 1 for update skip locked)
     returning id, app, stack`,
    [MAX_TRIES, AGAIN_MINUTES, now],
  )
  return rows[0] ?? null
}

async function explain(
  database: Database,
  home: MapStore,
  { id, app, stack }: DueRow,
  map: typeof mapInThread,
): Promise<void> {
  const found = await findMaps(database, home, stack.frames)
  const frames =
    (await map({ stack, app, found })) ??
    withoutMaps(stack, app, { reason: 'GAVE_UP', libraries: found.libraries })
  const readable: ReadableStack = { error: stack.error, isMapped: true, frames }
  const place = firstOwnPlace(frames)
  await database.execute(
    'update incident set readable = $2, fingerprint = $3, place = $4, map_at = null where id = $1',
    [
      id,
      JSON.stringify(readable),
      stackFingerprint(app, stack.error, frames),
      place && JSON.stringify(place),
    ],
  )
}
