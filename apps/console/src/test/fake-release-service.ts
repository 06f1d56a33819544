import { buildBaselineEntry, buildInstances, buildPage, buildRelease } from './build.ts'

interface Call {
  method: string
  /** Below `/api/release`, without the query. */
  path: string
  query: Record<string, string>
  body: unknown
  ifMatch: string | null
}

/** JSON, a whole response, or a function of the call that gives either. */
export type FakeAnswer = unknown | ((call: Call) => unknown)

/** By method and path, such as `GET /releases`. */
export type FakeRoutes = Record<string, FakeAnswer>

const ALWAYS: FakeRoutes = {
  'GET /baseline': buildBaselineEntry(),
  'GET /instances': { items: buildInstances() },
  'GET /releases': buildPage([buildRelease()]),
  'GET /gateway': {
    state: 'LIVE',
    rulesRevision: 20,
    isStopped: false,
    confirmedAt: '2026-11-20T09:00:00Z',
    instances: [],
  },
  'GET /cache': { operations: [], entities: [], keys: [] },
  'GET /artifacts': buildPage([]),
  'GET /audit': buildPage([]),
  'GET /override-links': buildPage([]),
  'GET /interventions': buildPage([]),
  'GET /settings': { isFourEyes: false },
  'GET /directory': buildPage([]),
  'GET /incidents': buildPage([]),
}

/** The release API as the gateway shows it; remembers what was asked. What it has no route for is NOT_FOUND. */
export class FakeReleaseService {
  readonly calls: Call[] = []
  readonly #routes: FakeRoutes

  constructor(routes: FakeRoutes = {}) {
    this.#routes = { ...ALWAYS, ...routes }
  }

  /** Everything that was meant to change something. */
  get changes(): Call[] {
    return this.calls.filter(({ method }) => method !== 'GET')
  }

  /** Changes one answer from now on. */
  answer(route: string, answer: FakeAnswer): void {
    this.#routes[route] = answer
  }

  fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    init.signal?.throwIfAborted()
    const call = await readCall(path, init)
    this.calls.push(call)
    const answer = this.#routes[`${call.method} ${call.path}`]
    const given = await (typeof answer === 'function' ? answer(call) : answer)
    if (given === undefined) return problem(404, 'NOT_FOUND')
    return given instanceof Response ? given.clone() : Response.json(given)
  }
}

export function problem(status: number, code: string, facts: Record<string, unknown> = {}): Response {
  const body = { ...facts, type: 'urn:portico:problem', title: code, status, detail: code, code }
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } })
}

async function readCall(path: string, { method = 'GET', headers, body }: RequestInit): Promise<Call> {
  const url = new URL(path, 'http://fake.invalid')
  return {
    method,
    path: url.pathname.replace('/api/release', ''),
    query: Object.fromEntries(url.searchParams),
    body: typeof body === 'string' ? JSON.parse(body) : body instanceof Blob ? await body.text() : null,
    ifMatch: new Headers(headers).get('if-match'),
  }
}
