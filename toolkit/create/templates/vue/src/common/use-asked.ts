import { onScopeDispose, type ShallowRef, shallowRef, watchEffect } from 'vue'

export interface AskedValue<T> {
  /** Undefined until there is one; the last one while it is asked for again. */
  data: Readonly<ShallowRef<T | undefined>>
  error: Readonly<ShallowRef<unknown>>
  /** Asks again. */
  ask: () => void
}

/** What `read` answers; asked for again when what it reads has changed. What is not waited for any more is cut off. */
export function useAsked<T>(read: (signal: AbortSignal) => Promise<T>): AskedValue<T> {
  const data = shallowRef<T>()
  const error = shallowRef<unknown>()
  let running = new AbortController()
  function ask(): void {
    running.abort()
    running = new AbortController()
    const { signal } = running
    read(signal).then(
      answer => {
        if (signal.aborted) return
        data.value = answer
        error.value = undefined
      },
      failure => {
        if (!signal.aborted) error.value = failure
      },
    )
  }
  watchEffect(ask)
  onScopeDispose(() => running.abort())
  return { data, error, ask }
}
