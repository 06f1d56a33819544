import type { Reply } from './graph-reply.ts'

/** Answers to the operations of one request: each says for itself how it ended. */
export function joinReplies(replies: readonly Reply[]): Reply {
  const headers: Record<string, string> = Object.assign({}, ...replies.map(reply => reply.headers))
  const caching = strictest(replies.map(cachingOf))
  const waits = replies.map(({ headers }) => Number(headers['retry-after'] ?? 0))
  delete headers['cache-control']
  delete headers['retry-after']
  return {
    status: 200,
    headers: {
      ...headers,
      ...(caching !== null && { 'cache-control': caching }),
      ...(Math.max(...waits) > 0 && { 'retry-after': String(Math.max(...waits)) }),
    },
    body: `[${replies.map(({ body }) => body.trimEnd()).join(',')}]`,
    isCachingFree: true,
  }
}

const NO_STORE = 'no-store'
const CACHEABLE = /^max-age=(\d+), (public|private)$/

/** Null: nothing is said, and that is meant. */
function cachingOf({ headers, isCachingFree = false }: Reply): string | null {
  return headers['cache-control'] ?? (isCachingFree ? null : NO_STORE)
}

/** What may be done with all of them. */
function strictest(said: readonly (string | null)[]): string | null {
  if (said.every(one => one === null)) return null
  const parts = said.map(one => CACHEABLE.exec(one ?? ''))
  if (parts.some(part => part === null)) return NO_STORE
  const seconds = Math.min(...parts.map(part => Number(part?.[1])))
  const isPrivate = parts.some(part => part?.[2] === 'private')
  return `max-age=${seconds}, ${isPrivate ? 'private' : 'public'}`
}
