import type { ReleaseFigures } from '@portico/release'
import { useEffect, useState } from 'react'
import { type FigureHistory, withFigures } from './figure-history.ts'

/** The service answers sums of a window; how they move is remembered here while the page is open. `at` is when they came. */
export function useFigureHistory(figures: ReleaseFigures | undefined, at: number): FigureHistory {
  const [history, setHistory] = useState<FigureHistory>(new Map())
  useEffect(() => {
    if (figures) setHistory(before => withFigures(before, figures))
  }, [figures, at])
  return history
}
