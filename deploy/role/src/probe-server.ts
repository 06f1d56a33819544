import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type RunningService, serviceReader } from '@portico/service-kit'

interface Workers {
  /** How many there will be. */
  expected: number
  running: readonly RunningService[]
}

interface Probes {
  /** From now on it is not ready. */
  drain(): void
  close(): Promise<void>
}

interface Answer {
  status: number
  type: string
  body: string
}

/** `/healthz`, `/readyz` and `/metrics/<service>` of a process that takes no calls, at `HOST` and `PORT`. */
export async function openProbes(env: NodeJS.ProcessEnv, workers: Workers): Promise<Probes> {
  let isDraining = false
  const server = createServer(async (request, response) => {
    const { status, type, body } = await answer(request, workers, isDraining)
    response.writeHead(status, { 'content-type': type })
    response.end(body)
  })
  server.listen(serviceReader(env).integer('PORT'), env.HOST)
  await once(server, 'listening')
  return {
    drain: () => {
      isDraining = true
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function answer(request: IncomingMessage, workers: Workers, isDraining: boolean): Promise<Answer> {
  const [, path, name] = /^\/(healthz|readyz|metrics)(?:\/([a-z-]+))?$/.exec(request.url ?? '') ?? []
  if (path === 'healthz') return json(200, { status: 'ok' })
  if (path === 'readyz') return readiness(workers, isDraining)
  const service = workers.running.find(each => each.name === name)
  if (path !== 'metrics' || !service)
    return json(404, { code: 'NOT_FOUND', message: 'There is no such route.' })
  const { headers, socket } = request
  const {
    statusCode,
    body,
    headers: given,
  } = await service.app.inject({
    url: '/metrics',
    headers: { authorization: headers.authorization ?? '' },
    remoteAddress: socket.remoteAddress ?? '',
  })
  return { status: statusCode, type: String(given['content-type']), body }
}

/** Ready where each of its services is. */
async function readiness({ expected, running }: Workers, isDraining: boolean): Promise<Answer> {
  if (isDraining) return json(503, { code: 'DRAINING', message: 'The worker stops.' })
  if (running.length < expected)
    return json(503, {
      code: 'STARTING',
      message: 'Services of the worker start, or wait for the migration job.',
    })
  for (const { app } of running) {
    const { statusCode, body } = await app.inject('/readyz')
    if (statusCode !== 200) return { status: statusCode, type: 'application/json', body }
  }
  return json(200, { status: 'ready' })
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) }
}
