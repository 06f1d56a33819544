import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { endedServer } from '../proxy/failures.ts'
import { forward, type ProxyRoute } from '../proxy/forward.ts'
import { Target } from '../proxy/target.ts'
import { forwardUpgrade } from '../proxy/upgrade.ts'
import type { ServedApp } from '../registry/dev-registry.ts'

/** An app that has to be bundled first takes its time. */
const ANSWER_MS = 60_000

/** The files of apps that other development servers on this machine serve. */
export class OtherServers {
  readonly #targets = new Map<string, Target>()

  answer(app: ServedApp, request: IncomingMessage, response: ServerResponse): void {
    forward(request, response, this.#routeOf(app, request))
  }

  upgrade(app: ServedApp, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    forwardUpgrade(request, socket, head, this.#routeOf(app, request))
  }

  close(): void {
    for (const target of this.#targets.values()) target.close()
  }

  /** No cookie goes along: they are the baseline's. */
  #routeOf({ name, origin }: ServedApp, { headers }: IncomingMessage): ProxyRoute {
    const target = this.#targets.get(origin) ?? new Target(origin)
    this.#targets.set(origin, target)
    return {
      target,
      addresses: { here: `http://${headers.host}`, there: origin, host: target.host },
      explain: () => endedServer(name),
      slow: () => endedServer(name),
      answerMs: ANSWER_MS,
    }
  }
}
