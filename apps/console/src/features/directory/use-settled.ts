import { useEffect, useState } from 'react'

const QUIET_MS = 250

/** The value once it has not changed for a moment: nothing is asked for each letter that is typed. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), QUIET_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
