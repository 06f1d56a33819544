import type { TSchema } from 'typebox'
import type { AnswerOf, CallOptions, UpstreamClient, WriteOptions } from '../upstream/client.ts'

type MaybeSchema = TSchema | undefined

/** A service's client that says when it has written, or may have: a write that failed on the way back was done all the same. */
export class WatchedClient implements UpstreamClient {
  readonly #client: UpstreamClient
  readonly #afterWrite: () => Promise<void>

  /** The answer to a write waits for `afterWrite`. */
  constructor(client: UpstreamClient, afterWrite: () => Promise<void>) {
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
    return this.#client.post(path, body, options).finally(this.#afterWrite)
  }

  put<A extends MaybeSchema = undefined>(
    path: string,
    body: unknown,
    options?: WriteOptions<A>,
  ): Promise<AnswerOf<A>> {
    return this.#client.put(path, body, options).finally(this.#afterWrite)
  }

  patch<A extends MaybeSchema = undefined>(
    path: string,
    body: unknown,
    options?: WriteOptions<A>,
  ): Promise<AnswerOf<A>> {
    return this.#client.patch(path, body, options).finally(this.#afterWrite)
  }

  delete<A extends MaybeSchema = undefined>(path: string, options?: WriteOptions<A>): Promise<AnswerOf<A>> {
    return this.#client.delete(path, options).finally(this.#afterWrite)
  }
}
