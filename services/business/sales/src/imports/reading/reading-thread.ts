import { Worker } from 'node:worker_threads'
import { salesProblems } from '../../problems/sales-problems.ts'
import type { FileSource } from '../file/file-record.ts'
import type { FromThread, SentError, ToThread } from './protocol.ts'
import type { InputOf, ItemOf, ResultOf, TaskName } from './tasks.ts'

/** The largest file that is allowed takes a third of it. */
const MAX_HEAP_MB = 768
/** A file is mostly looked at again within it; afterwards the memory is given back. */
const IDLE_MS = 30_000

/** The thread in which files are read: it is started by the first file, and ends when none was read for a while. */
export class ReadingThread {
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | null = null
  #tasks = 0
  readonly #running = new Map<number, ThreadTask>()

  /** What a task gives out, and what it comes to. Throws what the task throws, and what reading `source` does. */
  async *run<Name extends TaskName>(
    name: Name,
    input: InputOf<Name>,
    source: FileSource,
  ): AsyncGenerator<ItemOf<Name>, ResultOf<Name>> {
    const worker = this.#started()
    const task = new ThreadTask(++this.#tasks, worker, source)
    this.#running.set(task.number, task)
    try {
      worker.postMessage({ kind: 'BEGIN', task: task.number, name, input } satisfies ToThread)
      for (;;) {
        const answer = await task.next()
        if (answer.isDone) return answer.value as ResultOf<Name>
        yield answer.value as ItemOf<Name>
      }
    } finally {
      this.#running.delete(task.number)
      task.close()
      this.#rest()
    }
  }

  async stop() {
    if (this.#idle) clearTimeout(this.#idle)
    await this.#worker?.terminate()
  }

  #started(): Worker {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
    if (this.#worker) return this.#worker
    const worker = new Worker(new URL('./thread-entry.ts', import.meta.url), {
      name: 'import reading',
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    })
    worker.unref()
    worker.on('message', (message: FromThread) => this.#running.get(message.task)?.take(message))
    worker.on('error', error => this.#lose(worker, error))
    worker.on('exit', () => this.#lose(worker, new Error('The thread that reads files has ended')))
    this.#worker = worker
    return worker
  }

  #rest() {
    if (this.#running.size > 0 || !this.#worker) return
    const worker = this.#worker
    this.#idle = setTimeout(() => {
      this.#worker = null
      void worker.terminate()
    }, IDLE_MS)
    this.#idle.unref()
  }

  /** Files that were being read fail; the next one gets a new thread. */
  #lose(worker: Worker, error: unknown) {
    if (this.#worker === worker) this.#worker = null
    for (const task of this.#running.values()) task.lose(worker, error)
  }
}

interface Answer {
  isDone: boolean
  value: unknown
}

/** This side of a task: hands the thread the chunks it asks for, the next one read while it is at work. */
class ThreadTask {
  readonly number: number
  readonly #worker: Worker
  readonly #source: FileSource
  readonly #streams = new Map<number, ChunkStream>()
  #waiting: PromiseWithResolvers<Answer> | null = null
  #lost: unknown = null

  constructor(number: number, worker: Worker, source: FileSource) {
    this.number = number
    this.#worker = worker
    this.#source = source
  }

  next(): Promise<Answer> {
    if (this.#lost) throw this.#lost
    this.#waiting = Promise.withResolvers()
    this.#say({ kind: 'NEXT', task: this.number })
    return this.#waiting.promise
  }

  take(message: FromThread) {
    if (message.kind === 'ITEM') this.#waiting?.resolve({ isDone: false, value: message.value })
    else if (message.kind === 'DONE') this.#waiting?.resolve({ isDone: true, value: message.value })
    else if (message.kind === 'FAILED') this.#waiting?.reject(received(message.error))
    else if (message.kind === 'CHUNK_WANTED') void this.#send(message.stream)
    else this.#closeStream(message.stream)
  }

  lose(worker: Worker, error: unknown) {
    if (worker === this.#worker) this.#fail(error)
  }

  close() {
    this.#say({ kind: 'END', task: this.number })
    for (const stream of this.#streams.keys()) this.#closeStream(stream)
  }

  async #send(number: number) {
    const stream = this.#streams.get(number) ?? new ChunkStream(this.#source)
    this.#streams.set(number, stream)
    try {
      const bytes = await stream.take()
      this.#say({ kind: 'CHUNK', task: this.number, stream: number, bytes })
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown) {
    this.#lost = error
    this.#waiting?.reject(error)
  }

  #closeStream(number: number) {
    this.#streams.get(number)?.close()
    this.#streams.delete(number)
  }

  #say(message: ToThread) {
    this.#worker.postMessage(message)
  }
}

/** The bytes of a file, one chunk ahead of what was asked for. */
class ChunkStream {
  readonly #chunks: AsyncIterator<Uint8Array>
  #ahead: Promise<IteratorResult<Uint8Array>>

  constructor(source: FileSource) {
    this.#chunks = source.chunks()[Symbol.asyncIterator]()
    this.#ahead = this.#read()
  }

  async take(): Promise<Uint8Array | null> {
    const { done, value } = await this.#ahead
    if (done) return null
    this.#ahead = this.#read()
    return value
  }

  close() {
    this.#chunks.return?.().catch(() => undefined)
  }

  /** A failure reaches the caller that takes the chunk; until then no caller listens. */
  #read() {
    const next = this.#chunks.next()
    next.catch(() => undefined)
    return next
  }
}

function received({ message, stack, problem }: SentError): Error {
  const raise = problem && salesProblems[problem.code as keyof typeof salesProblems]
  if (raise) return raise(message, problem.facts)
  const error = new Error(message)
  if (stack) error.stack = stack
  return error
}
