import type { AppDefinition } from '../manifest.ts'
import { isOverlapping, PLATFORM_BASES } from './bases.ts'

/** Names of artifacts that are no apps. */
const PLATFORM_NAMES = ['shell']

/** An app, and where it comes from in the words of its team: a folder such as `apps/sales`. */
export interface PlacedApp {
  place: string
  definition: Pick<AppDefinition, 'name' | 'base'>
}

export interface AppClash {
  code: 'APP_NAME_TAKEN' | 'APP_BASE_OVERLAP'
  /** Of the app that cannot stand beside those before it. */
  place: string
  /** What is the matter, and the mend. */
  message: string
}

/**
 * Apps that cannot be together in one product: two of one name, or of bases that overlap. Those that come first in the list
 * keep what they have; each later one that clashes with one of them is named once.
 */
export function findClashes(apps: readonly PlacedApp[]): AppClash[] {
  const kept: PlacedApp[] = []
  const clashes: AppClash[] = []
  for (const app of apps) {
    const clash = findClash(app, kept)
    if (clash === null) kept.push(app)
    else clashes.push(clash)
  }
  return clashes
}

function findClash(
  { place, definition: { name, base } }: PlacedApp,
  kept: readonly PlacedApp[],
): AppClash | null {
  const twin = kept.find(other => other.definition.name === name)
  if (twin !== undefined || PLATFORM_NAMES.includes(name)) {
    const message = `The name ${name} is ${twin ? `that of ${twin.place}` : 'kept for the platform'}. Give ${place} another \`name\` in its portico.app.ts.`
    return { code: 'APP_NAME_TAKEN', place, message }
  }
  const others = [
    ...kept.map(other => ({
      owner: `${other.definition.name} (${other.place})`,
      base: other.definition.base,
    })),
    ...PLATFORM_BASES.map(own => ({ owner: 'the platform', base: own })),
  ]
  const overlapped = others.find(other => isOverlapping(base, other.base))
  if (overlapped === undefined) return null
  const message = `The base ${base} overlaps ${overlapped.base} of ${overlapped.owner}. Give ${place} another \`base\` in its portico.app.ts.`
  return { code: 'APP_BASE_OVERLAP', place, message }
}
