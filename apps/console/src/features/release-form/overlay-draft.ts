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
}

export type LineProblem = 'incomplete' | 'twice'

export interface OverlayProblems {
  isEmpty: boolean
  /** By the key of the line. */
  apps: ReadonlyMap<string, LineProblem>
  services: ReadonlyMap<string, LineProblem>
}

export function emptyOverlay(): OverlayDraft {
  return { apps: [newLine([])], services: [] }
}

export function newLine(others: readonly OverlayLine[]): OverlayLine {
  const last = Math.max(0, ...others.map(({ key }) => Number(key)))
  return { key: String(last + 1), name: '', value: '' }
}

/** A line in which nothing was chosen is as if it were not there. */
export function checkOverlay({ apps, services }: OverlayDraft): OverlayProblems {
  const isEmpty = [...apps, ...services].every(({ name }) => name === '')
  return { isEmpty, apps: checkLines(apps), services: checkLines(services) }
}

export function hasOverlayProblems({ isEmpty, apps, services }: OverlayProblems): boolean {
  return isEmpty || apps.size > 0 || services.size > 0
}

export function overlayOf({ apps, services }: OverlayDraft): Overlay {
  return { apps: entriesOf(apps), services: entriesOf(services) }
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
