/** By which the body of an answer is read to its end. */
const READERS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const

/**
 * As `AbortSignal.timeout`, and can be ended. The browser keeps a signal of its own, with all that were made from it, until its time
 * is over: after each call for as long as the longest transfer may take.
 */
export class TimeLimit {
  readonly #controller = new AbortController()
  readonly #timer: ReturnType<typeof setTimeout>

  constructor(ms: number) {
    const reason = () => new DOMException(`There was no answer within ${ms} ms`, 'TimeoutError')
    this.#timer = setTimeout(() => this.#controller.abort(reason()), ms)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  /** The limit holds until the body is read. Who reads it piece by piece, by `body`, keeps it for its whole time. */
  endWith(answer: Response): Response {
    if (answer.body === null) this.end()
    for (const name of READERS) {
      const read: unknown = answer[name]
      if (typeof read !== 'function') continue
      const readAndEnd = async () => {
        try {
          return await (Reflect.apply(read, answer, []) as Promise<unknown>)
        } finally {
          this.end()
        }
      }
      Object.defineProperty(answer, name, { value: readAndEnd, configurable: true, writable: true })
    }
    return answer
  }
}
