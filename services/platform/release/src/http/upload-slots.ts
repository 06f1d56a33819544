import type { Actor } from '../access/actor.ts'
import { artifactProblems } from '../artifacts/problems.ts'

const maxOfToken = 2
const maxInAll = 8
const retryAfterSeconds = 5

/** How many long bodies are taken at the same time, so that no token takes the disk, the processor and the sockets of all. */
export class UploadSlots {
  readonly #byToken = new Map<string, number>()
  #inAll = 0

  /** Throws UPLOADS_BUSY. */
  async hold<T>({ name, kind }: Pick<Actor, 'name' | 'kind'>, work: () => Promise<T>): Promise<T> {
    const isOwn = kind === 'token' && (this.#byToken.get(name) ?? 0) >= maxOfToken
    if (isOwn || this.#inAll >= maxInAll) throw busy(isOwn)
    this.#count(name, 1)
    try {
      return await work()
    } finally {
      this.#count(name, -1)
    }
  }

  #count(name: string, by: 1 | -1): void {
    this.#inAll += by
    const own = (this.#byToken.get(name) ?? 0) + by
    if (own === 0) this.#byToken.delete(name)
    else this.#byToken.set(name, own)
  }
}

function busy(isOwn: boolean) {
  const detail = isOwn
    ? `${maxOfToken} uploads by the same token are under way; wait for one of them.`
    : `${maxInAll} uploads are under way; try again shortly.`
  return artifactProblems.UPLOADS_BUSY(detail, { retryAfterSeconds })
}
