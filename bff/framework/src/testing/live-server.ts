import { createServer, type Server } from 'node:http'
import type { SessionInfo } from '@portico/micro-app/page-state'
import type { Feed } from '@portico/release'
import { Tracing } from '@portico/telemetry'
import type { SessionRecord } from '../access/session-record.ts'
import { Entry } from '../http/entry.ts'
import { InFlight } from '../http/in-flight.ts'
import { LiveHub } from '../live/live-hub.ts'
import { MemberLists } from '../release/rules/member-lists.ts'
import { createLog } from '../telemetry/log.ts'
import { Metrics } from '../telemetry/metrics.ts'
import { testSession } from './test-graph.ts'

export interface LiveServer {
  server: Server
  hub: LiveHub
  /** Revokes this release. */
  revoke(id: string): Promise<void>
}

const noFeed: Feed = {
  revision: 0,
  isStopped: false,
  baseline: { shell: '1.0.0', apps: { sales: '1.0.0' }, shared: {}, services: {} },
  releases: [],
  inForce: [],
  breakingServices: [],
  revoked: [],
  instances: [],
}

/** A gateway's streams without the rest of it: each connection is of a session, user and tenant of its own. */
export function openLiveServer(): LiveServer {
  let rules = { feed: noFeed, lists: new MemberLists() }
  const sessions = new Map<string, SessionRecord>()
  const hub = new LiveHub({
    rules: async () => rules,
    look: async id => sessions.get(id) ?? null,
  })
  const entry = new Entry(
    { isBehindProxy: false, hasAccessLog: false },
    {
      inFlight: new InFlight(),
      metrics: new Metrics(),
      tracing: new Tracing('gateway'),
      log: createLog(() => {}),
    },
  )
  const server = createServer((request, response) => {
    void entry.pass(request, response, async () => {
      const record = aRecord(sessions.size)
      sessions.set(record.sessionId, record)
      response.setHeader('content-type', 'text/event-stream')
      await hub.open(response, record.sessionId, record)
    })
  })
  hub.start()
  return {
    server,
    hub,
    async revoke(id) {
      const revoked = [...rules.feed.revoked, { id, isForced: false }]
      rules = { ...rules, feed: { ...rules.feed, revision: rules.feed.revision + 1, revoked } }
      await hub.sendRules()
    },
  }
}

function aRecord(n: number): SessionRecord {
  const session = testSession([])
  const info: SessionInfo = {
    ...session,
    tenant: { ...session.tenant, id: `t_${n}` },
    user: { ...session.user, id: `u_${n}` },
  }
  const times = { createdAt: 0, seenAt: 0, endsAt: Number.MAX_SAFE_INTEGER }
  return { info, sessionId: `s_${n}`, accessVersion: 1, sessionsVersion: 1, ...times }
}
