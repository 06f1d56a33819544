import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

const PROGRAM = join(import.meta.dirname, 'warm-build.ts')
/** It holds some 700 MB, which a machine at rest has other uses for. */
const IDLE_MS = 10 * 60_000

export interface WarmQuestion {
  dir: string
  /** Everything that the build before was given has to be in it. */
  env: Record<string, string>
}

export interface WarmAnswer {
  /** Null: it was built. */
  fault: string | null
}

/**
 * A process that builds with Vite and stays for the next build, which takes a third less by it; what it made of a contribution whose
 * sources are the same is used again. It ends with its parent, after some minutes without work, and when what builds are made with changes.
 */
export class WarmBuilder {
  #child: ChildProcess | null = null
  #madeWith = ''
  #idle: NodeJS.Timeout | undefined

  /** Answers why it cannot be built, or null. `madeWith`: of the build's own code. Throws the reason of `signal`. */
  async build(
    question: WarmQuestion,
    {
      madeWith,
      timeoutMs,
      signal,
    }: { madeWith: string; timeoutMs: number; signal?: AbortSignal | undefined },
  ): Promise<string | null> {
    if (madeWith !== this.#madeWith) this.stop()
    this.#madeWith = madeWith
    const limit = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])])
    const child = this.#child ?? this.#start()
    child.ref()
    clearTimeout(this.#idle)
    try {
      return await answerOf(child, question, limit)
    } finally {
      if (limit.aborted) this.stop()
      child.unref()
      child.channel?.unref()
      this.#idle = setTimeout(() => this.stop(), IDLE_MS).unref()
    }
  }

  stop(): void {
    clearTimeout(this.#idle)
    this.#child?.kill()
    this.#child = null
  }

  #start(): ChildProcess {
    const child = fork(PROGRAM, {
      env: { ...process.env, NODE_ENV: 'production' },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // What goes wrong is in its answer.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.once('exit', () => {
      if (this.#child === child) this.#child = null
    })
    this.#child = child
    return child
  }
}

function answerOf(child: ChildProcess, question: WarmQuestion, limit: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const end = () => {
      child.off('message', answered).off('exit', ended).off('error', failed)
      limit.removeEventListener('abort', stopped)
    }
    const answered = (message: unknown) => {
      end()
      resolve((message as WarmAnswer).fault)
    }
    const ended = () => {
      end()
      resolve('The process that builds has ended.')
    }
    const failed = ({ message }: Error) => {
      end()
      resolve(message)
    }
    const stopped = () => {
      end()
      reject(limit.reason)
    }
    child.on('message', answered).on('exit', ended).on('error', failed)
    limit.addEventListener('abort', stopped)
    if (limit.aborted) stopped()
    else child.send(question, error => error && failed(error))
  })
}
