import { ICON_PATHS, type IconName, isIconName } from '../icons.ts'
import { JsonReader } from '../json/json-reader.ts'
import type { AppDefinition } from '../manifest.ts'
import { requirePlainBase } from './bases.ts'
import { nearestName } from './nearest.ts'
import { parseManifest } from './parse-manifest.ts'

const FRAMEWORKS = ['react', 'vue', 'svelte', 'solid', 'lit', 'none']
const BUDGETS = ['startKb', 'contributionKb']
const ENTRY = 'entry.js'
/** What the build adds to a definition, as far as a manifest must have it. */
const BUILT = {
  schema: 1,
  protocol: 1,
  version: '0.0.0',
  entry: ENTRY,
  css: [],
  preload: [],
  imports: [],
  own: {},
  integrity: { [ENTRY]: `sha384-${'A'.repeat(64)}` },
  operations: [],
}

/**
 * What `portico.app.ts` exports, checked before anything is built: everything that publishing refuses in a manifest and that
 * does not depend on the build. Throws ManifestError, whose `path` leads to the field.
 */
export function parseDefinition(value: unknown): AppDefinition {
  const reader = new JsonReader(value)
  const { shared = {}, keepAlive = true, ...rest } = reader.fields()
  const { base } = parseManifest(JSON.stringify({ ...rest, ...BUILT, keepAlive, requires: { shared } }))
  requirePlainBase(base)
  readIcon(reader.field('icon'))
  const framework = reader.field('framework')
  if (!framework.isAbsent) readOneOf(framework, FRAMEWORKS)
  const budget = reader.field('budget')
  for (const field of budget.isAbsent ? [] : Object.keys(budget.fields())) readLimit(budget, field)
  // Every field that the type has was read.
  return value as AppDefinition
}

/** The name of an icon, however it came. Throws ManifestError, which names the nearest there is. */
export function parseIcon(name: unknown): IconName {
  return readIcon(new JsonReader(name, 'icon'))
}

function readIcon(reader: JsonReader): IconName {
  const name = reader.string()
  return isIconName(name) ? name : reader.fail(expectedOf(name, Object.keys(ICON_PATHS)))
}

function readLimit(budget: JsonReader, field: string): void {
  const limit = budget.field(field)
  if (!BUDGETS.includes(field)) limit.fail(expectedOf(field, BUDGETS))
  if (!(limit.number() > 0)) limit.fail('more than 0 kB')
}

function readOneOf(reader: JsonReader, known: readonly string[]): string {
  const name = reader.string()
  return known.includes(name) ? name : reader.fail(expectedOf(name, known))
}

function expectedOf(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  const meant = nearest === null ? '' : ` (did you mean ${nearest}?)`
  return `one of ${known.join(', ')}, not ${name}${meant}`
}
