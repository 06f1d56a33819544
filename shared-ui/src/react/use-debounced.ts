import { useEffect, useState } from 'react'
import { useIsComposing } from './use-is-composing.ts'

/** The value once it has stood still for `delayMs`, and never in the middle of a composition. */
export function useDebounced<T>(value: T, delayMs: number): T {
  const [settled, setSettled] = useState(value)
  const isComposing = useIsComposing()
  useEffect(() => {
    if (isComposing) return
    const timer = setTimeout(() => setSettled(() => value), delayMs)
    return () => clearTimeout(timer)
  }, [value, delayMs, isComposing])
  return settled
}
