import { Loop } from '@portico/loop'
import type { FastifyBaseLogger } from 'fastify'

/**
 * Runs `work` again and again, `everyMs` after its last end. A failure is logged once until it works again. What is
 * returned aborts the signal, and resolves when the run under way has ended.
 */
export function repeat(
  everyMs: number,
  work: (signal: AbortSignal) => Promise<void>,
  { log }: { log: Pick<FastifyBaseLogger, 'warn'> },
): () => Promise<void> {
  const loop = new Loop({
    run: async signal => {
      await work(signal)
      return 'pause'
    },
    pauseMs: everyMs,
    startsWithPause: true,
    onFailing: cause => log.warn({ cause }, `${work.name} failed; it is tried again`),
  })
  void loop.start()
  return () => loop.stop()
}
