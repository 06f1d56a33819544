import { Loop } from '@portico/loop'

/** With what a change takes to get here, far within the two seconds after which it must be in force. */
const LOOK_MS = 500

export interface SessionWatch {
  /** Aborted, with the refusal as its reason, once the call would not be let in any more. */
  signal: AbortSignal
  stop(): void
}

/**
 * For a call that streams longer than a change of its session takes: `look` throws what the same call would be refused with
 * if it came now, as when the session was ended or a role was taken away.
 */
export function watchSession(look: () => Promise<void>, everyMs: number = LOOK_MS): SessionWatch {
  const refused = new AbortController()
  const loop = new Loop({
    run: async signal => {
      const refusal = await look().catch((fault: unknown) => fault)
      if (refusal === undefined) return 'pause'
      if (!signal.aborted) refused.abort(refusal)
      return 'end'
    },
    pauseMs: everyMs,
    startsWithPause: true,
  })
  void loop.start()
  return { signal: refused.signal, stop: () => void loop.stop() }
}
