import type { TSchema } from 'typebox'
import { AppError } from '../errors/app-error.ts'
import type { AnswerOf, CallOptions, UpstreamClient, WriteOptions } from '../upstream/client.ts'

type MaybeSchema = TSchema | undefined

/** `isLate`: its outcome is unknown, and the service may do it yet. */
type AfterWrite = (isLate: boolean) => Promise<void>

/** The end of a write, which waits for `afterWrite`. */
export async function followWrite<T>(write: Promise<T>, afterWrite: AfterWrite): Promise<T> {
  try {
    const answer = await write
    await afterWrite(false)
    return answer
  } catch (error) {
    await afterWrite(mayBeDoneLate(error))
    throw error
  }
}

/** Of a refusal for want of room the service has got nothing; any other failure of a service says nothing of what follows. */
function mayBeDoneLate(error: unknown): boolean {
  return !(error instanceof AppError) || (error.status >= 500 && error.code !== 'UPSTREAM_BUSY')
}

/** A service's client that says when it has written, or may have: a write that failed on the way back was done all the same. */
export class WatchedClient implements UpstreamClient {
  readonly #client: UpstreamClient
  readonly #afterWrite: AfterWrite

  /** The answer to a write waits for `afterWrite`. */
  constructor(client: UpstreamClient, afterWrite: AfterWrite) {
    this.#client = client
    this.#afterWrite = afterWrite
  }

  get<A extends MaybeSchema = undefined>(path: string, options?: CallOptions<A>) {
    return this.#client.get(path, options)
  }

  find<A extends MaybeSchema = undefined>(path: string, options?: CallOptions<A>) {
    return this.#client.find(path, options)
  }

  query<A extends MaybeSchema = undefined>(path: string, body: unknown, options?: CallOptions<A>) {
    return this.#client.query(path, body, options)
  }

  post<A extends MaybeSchema = undefined>(
    path: string,
    body: unknown,
    options?: WriteOptions<A>,
  ): Promise<AnswerOf<A>> {
    return followWrite(this.#client.post(path, body, options), this.#afterWrite)
  }

  put<A extends MaybeSchema = undefined>(
    path: string,
    body: unknown,
    options?: WriteOptions<A>,
  ): Promise<AnswerOf<A>> {
    return followWrite(this.#client.put(path, body, options), this.#afterWrite)
  }

  patch<A extends MaybeSchema = undefined>(
    path: string,
    body: unknown,
    options?: WriteOptions<A>,
  ): Promise<AnswerOf<A>> {
    return followWrite(this.#client.patch(path, body, options), this.#afterWrite)
  }

  delete<A extends MaybeSchema = undefined>(path: string, options?: WriteOptions<A>): Promise<AnswerOf<A>> {
    return followWrite(this.#client.delete(path, options), this.#afterWrite)
  }
}
