import { useCallback, useEffect, useRef, useState } from 'react'

export interface AskedValue<T> {
  /** Undefined until there is one; the last one while it is asked for again. */
  data: T | undefined
  error: unknown
  /** Asks again. */
  ask: () => void
}

/** What `read` answers; asked for again when `read` is another one. What is not waited for any more is cut off. */
export function useAsked<T>(read: (signal: AbortSignal) => Promise<T>): AskedValue<T> {
  const [{ data, error }, setAnswer] = useState<{ data?: T; error?: unknown }>({})
  const running = useRef<AbortController>(null)
  const ask = useCallback(() => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    const { signal } = controller
    read(signal).then(
      answer => signal.aborted || setAnswer({ data: answer }),
      failure => signal.aborted || setAnswer(last => ({ ...last, error: failure })),
    )
  }, [read])
  useEffect(() => {
    ask()
    return () => running.current?.abort()
  }, [ask])
  return { data, error, ask }
}
