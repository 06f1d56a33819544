import { JsonReader } from '../json/json-reader.ts'
import type { Consumed, Declared, EventDeclaration, EventUse, SlotDeclaration } from './data-schema.ts'
import { readDataSchema } from './read-data-schema.ts'

/** Of one app, of each kind. */
const MAX_DECLARATIONS = 100
const MAX_CALLS = 20
const MAX_WHAT_CHARACTERS = 500
/** Dotted: `sales.order.changed`. */
const NAME = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+$/
const MAX_NAME_CHARACTERS = 100

/** Of a manifest or a definition: `events` and `slots`. An event's name begins with that of its app. */
export function readDeclared(reader: JsonReader, app: string): Declared {
  const [events, slots] = [reader.field('events'), reader.field('slots')]
  return {
    ...(!events.isAbsent && { events: readNamed(events, readEvent, app) }),
    ...(!slots.isAbsent && { slots: readNamed(slots, readSlotDeclaration) }),
  }
}

/** As `readDeclared`, of a value. Throws ManifestError, whose path names the place. */
export function parseDeclared(declared: Declared, app: string): Declared {
  return readDeclared(JsonReader.parse(JSON.stringify(declared)), app)
}

/** Of a manifest: `consumes`. */
export function readConsumed(reader: JsonReader): { consumes?: Consumed } {
  if (reader.isAbsent) return {}
  const [events, slots] = [reader.field('events'), reader.field('slots')]
  return {
    consumes: {
      ...(!events.isAbsent && { events: readNamed(events, readConsumedEvent) }),
      ...(!slots.isAbsent && {
        slots: readNamed(slots, slot => ({ owner: slot.field('owner').string(), ...readContext(slot) })),
      }),
    },
  }
}

export function readDottedName(reader: JsonReader): string {
  const name = reader.string(NAME, 'a name of words with dots between them, such as sales.order.changed')
  return name.length <= MAX_NAME_CHARACTERS ? name : reader.fail(`at most ${MAX_NAME_CHARACTERS} characters`)
}

function readNamed<T>(
  reader: JsonReader,
  read: (reader: JsonReader) => T,
  owner?: string,
): Record<string, T> {
  const entries = Object.entries(reader.record(item => item))
  if (entries.length > MAX_DECLARATIONS) reader.fail(`at most ${MAX_DECLARATIONS}`)
  return Object.fromEntries(
    entries.map(([name, item]) => {
      readDottedName(item.named(name))
      if (owner !== undefined && !name.startsWith(`${owner}.`)) item.fail(`a name that begins with ${owner}.`)
      return [name, read(item)]
    }),
  )
}

function readEvent(reader: JsonReader): EventDeclaration {
  return {
    version: readVersion(reader),
    payload: readDataSchema(reader.field('payload')),
    ...readWhat(reader),
  }
}

function readSlotDeclaration(reader: JsonReader): SlotDeclaration {
  return { version: readVersion(reader), ...readContext(reader), ...readWhat(reader) }
}

function readContext(reader: JsonReader): Pick<SlotDeclaration, 'context' | 'calls'> {
  const calls = reader.field('calls')
  const context = reader.field('context').record(value => readDataSchema(value))
  if (calls.isAbsent) return { context }
  const read = calls.record(parameters => parameters.record(value => readDataSchema(value)))
  return Object.keys(read).length <= MAX_CALLS ? { context, calls: read } : calls.fail(`at most ${MAX_CALLS}`)
}

function readConsumedEvent(reader: JsonReader) {
  return {
    owner: reader.field('owner').string(),
    uses: reader.field('uses').list(use => use.string(/^(?:listens|sends)$/, 'listens or sends') as EventUse),
    payload: readDataSchema(reader.field('payload')),
  }
}

function readVersion(reader: JsonReader): number {
  const version = reader.field('version')
  const value = version.number()
  return Number.isInteger(value) && value >= 1 ? value : version.fail('a whole number from 1')
}

function readWhat(reader: JsonReader): { what?: string } {
  const what = reader.field('what')
  if (what.isAbsent) return {}
  const text = what.string()
  return text.length <= MAX_WHAT_CHARACTERS
    ? { what: text }
    : what.fail(`at most ${MAX_WHAT_CHARACTERS} characters`)
}
