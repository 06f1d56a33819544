import { once } from 'node:events'

const waiting = new WeakMap<AbortSignal, Promise<string>>()

/** Resolves with the reason, in words, once the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<string> {
  const known = waiting.get(signal)
  if (known !== undefined) return known
  const aborted = signal.aborted ? Promise.resolve() : once(signal, 'abort')
  const reason = aborted.then(() => String(signal.reason))
  waiting.set(signal, reason)
  return reason
}

/** `work`, while no stop was asked for: then the reason is thrown, and what becomes of `work` does not matter. */
export async function unlessStopped<T>(work: Promise<T>, stopAsked: AbortSignal): Promise<T> {
  work.catch(() => {})
  const stopped = untilAborted(stopAsked).then(() => stopAsked.throwIfAborted())
  await Promise.race([work, stopped])
  return work
}
