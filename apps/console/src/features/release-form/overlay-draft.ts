import type { Overlay } from '@portico/release'

/** One line of an overlay as it is being chosen: an app and its version, or a service and its tag. */
export interface OverlayLine {
  /** Of the line on the page. */
  key: string
  name: string
  /** A version or a tag. */
  value: string
}

export interface OverlayDraft {
  apps: OverlayLine[]
  services: OverlayLine[]
  shared: OverlayLine[]
}

/** The parts of an overlay, in the order of the page. */
const OVERLAY_PARTS = ['apps', 'services', 'shared'] as const
export type OverlayPart = (typeof OVERLAY_PARTS)[number]

export type LineProblem = 'incomplete' | 'twice'

/** By part, and by the key of the line. */
export interface OverlayProblems extends Record<OverlayPart, ReadonlyMap<string, LineProblem>> {
  isEmpty: boolean
}

export function emptyOverlay(): OverlayDraft {
  return { apps: [newLine([])], services: [], shared: [] }
}

export function newLine(others: readonly OverlayLine[]): OverlayLine {
  const last = Math.max(0, ...others.map(({ key }) => Number(key)))
  return { key: String(last + 1), name: '', value: '' }
}

/** A line in which nothing was chosen is as if it were not there. */
export function checkOverlay({ apps, services, shared }: OverlayDraft): OverlayProblems {
  const isEmpty = [...apps, ...services, ...shared].every(({ name }) => name === '')
  return { isEmpty, apps: checkLines(apps), services: checkLines(services), shared: checkLines(shared) }
}

export function hasOverlayProblems(problems: OverlayProblems): boolean {
  return problems.isEmpty || OVERLAY_PARTS.some(part => problems[part].size > 0)
}

/** Without a part for shared libraries where there are none. */
export function overlayOf({ apps, services, shared }: OverlayDraft): Overlay {
  const libraries = entriesOf(shared)
  return {
    apps: entriesOf(apps),
    services: entriesOf(services),
    ...(Object.keys(libraries).length > 0 && { shared: libraries }),
  }
}

function checkLines(lines: readonly OverlayLine[]): ReadonlyMap<string, LineProblem> {
  const problems = new Map<string, LineProblem>()
  const seen = new Set<string>()
  for (const { key, name, value } of lines) {
    if (name === '') continue
    if (value === '') problems.set(key, 'incomplete')
    if (seen.has(name)) problems.set(key, 'twice')
    seen.add(name)
  }
  return problems
}

function entriesOf(lines: readonly OverlayLine[]): Record<string, string> {
  return Object.fromEntries(lines.filter(({ name }) => name !== '').map(({ name, value }) => [name, value]))
}
