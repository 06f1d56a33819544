import type { QueueState } from '../../metrics/service-metrics.ts'
import type { Engine } from './engine.ts'
import { queueOfSubject } from './names.ts'

/** What lies with the engine and was not confirmed, by queue; nothing while the engine is unavailable. */
export async function readSent(
  engine: Engine,
  { consumer, events }: { consumer: string; events: readonly string[] },
): Promise<QueueState[]> {
  const { ready, stream } = engine
  if (!ready) return []
  const filters = [`${stream}.${consumer}.>`, ...events.map(event => `${stream}.*.*.${event}`)]
  const infos = await Promise.all(
    filters.map(filter => ready.manager.streams.info(stream, { subjects_filter: filter })),
  )
  const counts = new Map(infos.flatMap(({ state }) => Object.entries(state.subjects ?? {})))
  return Promise.all(
    [...counts].map(async ([subject, waiting]) => {
      const oldest = await ready.manager.direct.getMessage(stream, { next_by_subj: subject })
      const oldestMs = oldest ? Math.max(0, Date.now() - oldest.time.getTime()) : 0
      return { queue: queueOfSubject(stream, subject), waiting, oldestMs }
    }),
  )
}
