import { answeredField } from './fields.ts'
import { findMisfits, type OnField, type Schema } from './schema-fit.ts'

/** An event of a contract as it is kept in `released.json`. */
export interface EventRecord {
  name: string
  version: number
  payload: Schema
}
type Events = Readonly<Record<string, EventRecord>>

/**
 * Events that are not written any more though services in use take them. One that has a further version may go once a
 * release had both: from then on its consumers could take the other.
 */
export function findMissingEvents(released: Events = {}, now: Events = {}): string[] {
  const written = new Set(Object.values(now).map(idOf))
  return Object.values(released).flatMap(event => {
    const hasLater = Object.values(released).some(
      ({ name, version }) => name === event.name && version > event.version,
    )
    if (written.has(idOf(event)) || hasLater) return []
    return [`${idOf(event)}: is not written any more; write a further version beside it for one release`]
  })
}

/**
 * Events whose payload is another one. Messages lie in queues while services are replaced, so those of both contracts meet
 * consumers of both: what is allowed now must have been allowed, and what was allowed must still be. A new field may be optional alone.
 */
export function findChangedEvents(released: Events = {}, now: Events = {}): string[] {
  const current = new Map(Object.values(now).map(event => [idOf(event), event]))
  return Object.values(released).flatMap(event => {
    const { payload } = current.get(idOf(event)) ?? event
    const path = `${idOf(event)} payload`
    const found = [
      ...findMisfits(payload, event.payload, path, answeredField),
      ...findMisfits(event.payload, payload, path, ignoreField),
    ]
    return [...new Set(found)]
  })
}

/** Fields that one side alone has are judged in the other direction. */
const ignoreField: OnField = () => []

function idOf({ name, version }: Pick<EventRecord, 'name' | 'version'>): string {
  return `${name} version ${version}`
}
