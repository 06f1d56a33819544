import { Loop } from '@portico/loop'
import type { Database, ServiceContext } from '@portico/service-kit'

const LOOK_MS = 1000

export interface DueTask {
  /** SQL: finds a row while there is something to do. */
  due: string
  /** Does what is due, and nothing where there is nothing: a copy of the service may have done it. */
  work(): Promise<void>
}

/**
 * Looks each second, by one statement for all tasks, whether one has something to do: most seconds none has, and a transaction
 * for each would be half of what the service does at rest. Tasks do not wait for each other. What is returned stops them, and
 * resolves when those under way have ended.
 */
export function startDueTasks(
  tasks: Readonly<Record<string, DueTask>>,
  { database, log }: { database: Pick<Database, 'look'>; log: Pick<ServiceContext['log'], 'warn'> },
): () => Promise<void> {
  const parts = Object.entries(tasks).map(([name, { due }]) => `exists (${due}) as "${name}"`)
  const sql = `select ${parts.join(', ')}`
  const works = new Map(Object.entries(tasks).map(([name, task]) => [name, loopOf(name, task, log)]))
  const looking = new Loop({
    run: async () => {
      const [due = {}] = await database.look<Record<string, boolean>>(sql)
      for (const [name, loop] of works) if (due[name] && !loop.isBusy) void loop.runNow()
      return 'pause'
    },
    pauseMs: LOOK_MS,
    startsWithPause: true,
    onFailing: cause => log.warn({ cause }, 'what is due cannot be looked for; it is tried again'),
  })
  void looking.start()
  return async () => {
    await looking.stop()
    await Promise.all([...works.values()].map(loop => loop.stop()))
  }
}

/** It is not started, so that it runs when something is due and at no other time. */
function loopOf(name: string, { work }: DueTask, log: Pick<ServiceContext['log'], 'warn'>): Loop {
  return new Loop({
    run: async () => {
      await work()
      return 'pause'
    },
    pauseMs: LOOK_MS,
    onFailing: cause => log.warn({ cause }, `${name} failed; it is tried again`),
  })
}
