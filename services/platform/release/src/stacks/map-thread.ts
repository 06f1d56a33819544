import { Worker } from 'node:worker_threads'
import type { ErrorStack, ReadableFrame } from '@portico/release'
import type { FoundMaps } from './map-stack.ts'

export interface MapTask {
  stack: ErrorStack
  app: string
  found: FoundMaps
}

export interface ThreadLimits {
  timeoutMs: number
  maxHeapMb: number
}

/** The largest maps that are read take a second of a busy core and a third of this. */
const USUAL: ThreadLimits = { timeoutMs: 10_000, maxHeapMb: 256 }

/**
 * Maps a stack in a thread of its own, for a map comes with an upload: it may be made to take all time and
 * memory there are. Null: it took more than it may.
 */
export async function mapInThread(
  task: MapTask,
  limits: ThreadLimits = USUAL,
): Promise<ReadableFrame[] | null> {
  const worker = new Worker(new URL('./map-thread-entry.ts', import.meta.url), {
    name: 'source maps',
    workerData: task,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: limits.maxHeapMb },
  })
  const { promise, resolve } = Promise.withResolvers<ReadableFrame[] | null>()
  const timer = setTimeout(() => resolve(null), limits.timeoutMs)
  worker.on('message', resolve)
  worker.on('error', () => resolve(null))
  worker.on('exit', () => resolve(null))
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
