import type { Figures, ReleaseFigures } from '@portico/release'

/** Two minutes of figures at one every 2 s. */
export const HISTORY_LENGTH = 60

export type FigureName = 'failures' | 'errors' | 'p95'

/** One moment of one figure on both tags; null where there is too little to say. */
export interface FigurePoint {
  gray: number | null
  stable: number | null
}

/** Subject (`app:sales`) and figure -> its points, oldest first. */
export type FigureHistory = ReadonlyMap<string, readonly FigurePoint[]>

const FIGURE_NAMES = ['failures', 'errors', 'p95'] as const

/** Shares of the count, and milliseconds for p95. */
export function figureOf(figures: Figures, name: FigureName): number | null {
  if (name === 'p95') return figures.p95Ms
  return figures.count === 0 ? null : figures[name] / figures.count
}

export function historyKey(subject: { kind: string; name: string }, figure: FigureName): string {
  return `${subject.kind}:${subject.name}:${figure}`
}

export function withFigures(history: FigureHistory, { subjects }: ReleaseFigures): FigureHistory {
  const next = new Map(history)
  for (const subject of subjects) {
    for (const figure of FIGURE_NAMES) {
      const key = historyKey(subject, figure)
      const point = { gray: figureOf(subject.gray, figure), stable: figureOf(subject.stable, figure) }
      next.set(key, [...(history.get(key) ?? []), point].slice(-HISTORY_LENGTH))
    }
  }
  return next
}
