import { parentPort } from 'node:worker_threads'
import { Problem } from '@portico/service-kit/problem'
import type { FileSource } from '../file/file-record.ts'
import type { FromThread, SentError, ToThread } from './protocol.ts'
import { TASKS } from './tasks.ts'

// The thread's side: tasks of several imports take turns at every chunk they wait for.

const port = parentPort
if (!port) throw new Error('This file is the entry of a thread.')

const say = (message: FromThread) => port.postMessage(message)

type Run = Pick<AsyncGenerator, 'next' | 'return'>

/** A promise is a run without items. */
function runOf(begun: AsyncGenerator | Promise<unknown>): Run {
  if (!(begun instanceof Promise)) return begun
  const end = async () => ({ done: true as const, value: await begun })
  return { next: end, return: end }
}

class EndedTask extends Error {}

/** One task and what it waits for. */
class RunningTask {
  readonly #number: number
  readonly #run: Run
  readonly #waiting = new Map<number, PromiseWithResolvers<Uint8Array | null>>()
  #streams = 0

  constructor(number: number, { name, input }: Extract<ToThread, { kind: 'BEGIN' }>) {
    this.#number = number
    const begin = TASKS[name] as (input: unknown, source: FileSource) => AsyncGenerator | Promise<unknown>
    this.#run = runOf(begin(input, { chunks: () => this.#chunks() }))
  }

  async next() {
    const task = this.#number
    try {
      const { done, value } = await this.#run.next()
      if (done) running.delete(task)
      say({ kind: done ? 'DONE' : 'ITEM', task, value })
    } catch (error) {
      running.delete(task)
      if (!(error instanceof EndedTask)) say({ kind: 'FAILED', task, error: sent(error) })
    }
  }

  take(stream: number, bytes: Uint8Array | null) {
    this.#waiting.get(stream)?.resolve(bytes)
    this.#waiting.delete(stream)
  }

  end() {
    for (const waiting of this.#waiting.values()) waiting.reject(new EndedTask())
    this.#waiting.clear()
    this.#run.return(null).catch(() => undefined)
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    const address = { task: this.#number, stream: ++this.#streams }
    try {
      for (;;) {
        const waiting = Promise.withResolvers<Uint8Array | null>()
        this.#waiting.set(address.stream, waiting)
        say({ kind: 'CHUNK_WANTED', ...address })
        const bytes = await waiting.promise
        if (!bytes) return
        yield bytes
      }
    } finally {
      say({ kind: 'STREAM_OVER', ...address })
    }
  }
}

const running = new Map<number, RunningTask>()

function sent(error: unknown): SentError {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const problem = error instanceof Problem ? { code: error.code, facts: error.facts } : null
  return { message, stack, problem }
}

port.on('message', (message: ToThread) => {
  const { task } = message
  if (message.kind === 'BEGIN') running.set(task, new RunningTask(task, message))
  else if (message.kind === 'NEXT') void running.get(task)?.next()
  else if (message.kind === 'CHUNK') running.get(task)?.take(message.stream, message.bytes)
  else {
    running.get(task)?.end()
    running.delete(task)
  }
})
