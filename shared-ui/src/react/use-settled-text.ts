import { useEffect, useRef, useState } from 'react'
import { useDebounced } from './use-debounced.ts'

/**
 * For a filter whose value is in the address: what is being typed stands in the field at once, `onSettled` receives it once it
 * has stood still for `delayMs`, and a value that comes from elsewhere takes its place.
 */
export function useSettledText(
  value: string,
  delayMs: number,
  onSettled: (value: string) => void,
): [typed: string, setTyped: (typed: string) => void] {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const settled = useDebounced(typed.trim(), delayMs)
  const settle = useRef(onSettled)
  settle.current = onSettled
  useEffect(() => {
    if (settled === sent.current) return
    sent.current = settled
    settle.current(settled)
  }, [settled])
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  return [typed, setTyped]
}
