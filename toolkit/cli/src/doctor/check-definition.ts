import { type AppDefinition, findClashes, ManifestError, parseDefinition } from '@portico/micro-app/manifest'
import { type Finding, type FindingCode, finding } from './finding.ts'

/** An app, as far as it may get into the way of others, and where it is found. */
export type PlacedDefinition = Pick<AppDefinition, 'name' | 'base' | 'slots'> & { place: string }

/** Of an app that clashes with what the platform has itself. */
const PLATFORM_CODES = { APP_NAME_TAKEN: 'NAME_INVALID', APP_BASE_OVERLAP: 'BASE_WRONG' } as const
const CLASH_CODES = { APP_NAME_TAKEN: 'NAME_DUPLICATE', APP_BASE_OVERLAP: 'ROUTE_OVERLAP' } as const

/** What publishing would refuse in a definition, and what it would take though it leads nowhere. */
export function checkDefinition(app: AppDefinition, place: string): Finding[] {
  try {
    parseDefinition(app)
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error
    return [finding(codeOf(error.path), place, `${error.message}.`)]
  }
  const alone = findClashes([{ place, definition: app }])
  if (alone.length === 0) return checkBase(app, place)
  return alone.map(({ code, message }) => finding(PLATFORM_CODES[code], place, message))
}

/** The last app beside those before it. */
export function checkTogether(apps: readonly PlacedDefinition[]): Finding[] {
  const app = apps.at(-1)
  if (app === undefined) return []
  const placed = apps.map(({ place, ...definition }) => ({ place, definition }))
  // What clashes with the platform alone is said once.
  if (findClashes(placed.slice(-1)).length > 0) return []
  const clashes = findClashes(placed)
    .filter(({ place }) => place === app.place)
    .map(({ code, message }) => finding(CLASH_CODES[code], app.place, message))
  const others = apps.slice(0, -1).filter(({ name }) => name !== app.name)
  return [...clashes, ...others.flatMap(other => checkSlots(app, other))]
}

function codeOf(path: string): FindingCode {
  if (path === 'base') return 'BASE_WRONG'
  if (path === 'name') return 'NAME_INVALID'
  return /^(?:events|slots)\b/.test(path) ? 'DECLARATION_INVALID' : 'DEFINITION_INVALID'
}

function checkBase({ base, menu }: AppDefinition, place: string): Finding[] {
  if (base === '/' || base.endsWith('/'))
    return [
      finding(
        'BASE_WRONG',
        place,
        `base is "${base}": write it without the slash at its end, such as /orders.`,
      ),
    ]
  const wrong = menu.find(({ path }) => path === base || path.startsWith(`${base}/`))
  if (wrong === undefined) return []
  const message = `The menu leads to "${wrong.path}", which is ${base}${wrong.path} in the address: write its paths from base on.`
  return [finding('BASE_WRONG', place, message)]
}

function checkSlots(app: PlacedDefinition, other: PlacedDefinition): Finding[] {
  return Object.keys(app.slots ?? {})
    .filter(name => Object.hasOwn(other.slots ?? {}, name))
    .map(name =>
      finding('SLOT_DUPLICATE', app.place, `${other.name} (${other.place}) has a slot ${name} too.`),
    )
}
