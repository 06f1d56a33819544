import type { ServerResponse } from 'node:http'
import { encodeList, type Feed, fingerprintOf } from '@portico/release'
import type { TracePart, TrafficReport } from '@portico/telemetry'
import { type FakeServices, json } from './fake-services.ts'

const words = (text: string) => ({ 'zh-CN': text, en: text })
const noList = { count: 0, revision: 0 }

/** A release service that says one feed, holds the answer while it has nothing new, and can go away. */
export class FakeRelease {
  feed: Feed
  allowed: string[] = []
  isAway = false
  /** What the gateway sent to be kept of traces. */
  readonly parts: TracePart[] = []
  /** What the gateway counted. */
  readonly traffic: TrafficReport[] = []
  readonly #services: FakeServices
  #held: (() => void)[] = []

  constructor(services: FakeServices, baseline: Feed['baseline']) {
    this.#services = services
    this.feed = {
      revision: 1,
      isStopped: false,
      baseline,
      releases: [],
      inForce: [],
      breakingServices: [],
      revoked: [],
      instances: [],
    }
    services.env.RELEASE_URL = services.env.SALES_URL ?? ''
    services.answers.set('GET /feed', (call, response) => this.#answerFeed(call.headers, response))
    for (const path of ['POST /snapshots', 'POST /decisions', 'POST /measurements', 'PUT /graphs/merchant']) {
      services.answers.set(path, (_call, response) => response.writeHead(204).end())
    }
    services.answers.set('POST /traces', ({ body }, response) => {
      const { parts } = JSON.parse(body) as { parts: TracePart[] }
      this.parts.push(...parts)
      json(200, { late: [] })({} as never, response)
    })
    services.answers.set('POST /traffic', ({ body }, response) => {
      this.traffic.push(JSON.parse(body) as TrafficReport)
      response.writeHead(204).end()
    })
    services.answers.set('POST /incidents', json(200, {}))
  }

  change(over: Partial<Feed>): void {
    this.feed = { ...this.feed, ...over, revision: this.feed.revision + 1 }
    this.#release()
  }

  /** Tenants of the list get sales 1.5.0 by the tag gray. */
  startGray(tenants: string[], over: Partial<Feed['releases'][number]> = {}, id = 'r1'): void {
    this.allowed = tenants
    const revision = this.feed.revision + 1
    this.#services.answers.set(`GET /feed/lists/${id}/allow`, (_call, response) =>
      response
        .writeHead(200, { 'content-type': 'application/octet-stream' })
        .end(encodeList({ revision, isFull: true, added: this.allowed.map(fingerprintOf), removed: [] })),
    )
    const lists = { allow: { count: tenants.length, revision }, block: noList, left: noList, joined: noList }
    const release = {
      id,
      salt: id,
      percentBp: 0,
      keptBp: 0,
      constraints: [],
      overlay: { apps: { sales: '1.5.0' }, services: { sales: 'gray' } },
      breaking: false,
      isOpenToJoin: false,
      title: words('Waiting days'),
      notes: words('How long orders wait'),
      lists,
      ...over,
    }
    this.change({ releases: [release], revoked: [] })
  }

  goAway(): void {
    this.isAway = true
    this.#release()
  }

  #answerFeed(headers: Record<string, unknown>, response: ServerResponse): void {
    const isKnown = headers['if-none-match'] === `"${this.feed.revision}"`
    const isHeld = isKnown && !this.isAway && headers.prefer !== 'wait=0'
    if (isHeld) this.#held.push(() => this.#send(headers, response))
    else this.#send(headers, response)
  }

  #send(headers: Record<string, unknown>, response: ServerResponse): void {
    if (this.isAway) response.destroy()
    else if (headers['if-none-match'] === `"${this.feed.revision}"`) response.writeHead(304).end()
    else json(200, this.feed)({ method: 'GET', path: '/feed', headers: {}, body: '' }, response)
  }

  #release(): void {
    for (const send of this.#held.splice(0)) send()
  }
}
