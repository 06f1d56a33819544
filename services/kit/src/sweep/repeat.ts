import type { FastifyBaseLogger } from 'fastify'

/** Runs `work` again and again, `everyMs` after its last end. A failure is logged once until it works again. */
export function repeat(
  everyMs: number,
  work: () => Promise<void>,
  { log }: { log: Pick<FastifyBaseLogger, 'warn'> },
): () => Promise<void> {
  let isStopped = false
  let isFailing = false
  let running = Promise.resolve()
  let timer: NodeJS.Timeout
  const run = async () => {
    try {
      await work()
      isFailing = false
    } catch (error) {
      if (!isFailing) log.warn({ cause: error }, `${work.name} failed; it is tried again`)
      isFailing = true
    }
    if (!isStopped) schedule()
  }
  const schedule = () => {
    timer = setTimeout(() => {
      running = run()
    }, everyMs)
  }
  schedule()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await running
  }
}
