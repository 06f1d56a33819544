import type {
  CreatedToken,
  MemberChange,
  ReleaseChange,
  ReleaseStep,
  WantedRelease,
  WantedToken,
} from '@portico/release'
import { buildArtifact, buildFigures, buildRelease, buildToken } from './build.ts'
import { type FakeAnswer, type FakeState, goodToken, newSecret, operator, type Seen } from './fake-state.ts'

const COOKIE = 'portico_session=s1'
const LINK = {
  ...{ apps: { sales: '1.5.0' }, tenant: 'demo', user: 'owner', reason: 'a look' },
  ...{ createdAt: '2025-03-10T14:00:00.000Z', createdBy: 'user:operator' },
  expiresAt: '2025-03-10T15:00:00.000Z',
}

const INTERVENTION = {
  ...{ id: 'v1', effect: { kind: 'block', operation: 'SalesOrders' }, owner: 'night shift', reason: 'slow' },
  ...{ createdAt: LINK.createdAt, createdBy: LINK.createdBy, endsAt: LINK.expiresAt },
  ...{ endedAt: null, endedBy: null },
}

/** What the gateway and the release service behind it would answer. */
export function fakeRoutes(fake: FakeState, seen: Seen): FakeAnswer {
  const url = new URL(seen.url, fake.url)
  if (url.pathname === '/api/session') return session(fake, seen)
  if (url.pathname === '/api/session/second-step') return secondStep(seen)
  const path = url.pathname.replace(/^\/api\/release/, '')
  const isOperator = seen.headers.cookie === COOKIE
  const isToken = seen.headers.authorization === `Bearer ${goodToken}`
  if (!isOperator && !isToken) return refusal(401, 'TOKEN_INVALID', 'No token has this secret.')
  if (isOperator && seen.method !== 'GET' && seen.headers['x-portico-csrf'] !== '1') {
    return refusal(403, 'CSRF_REQUIRED', 'The header x-portico-csrf: 1 is required.')
  }
  if (/^\/(tokens(?!\/self)|stop|gc)/.test(path) && !isOperator) {
    return refusal(403, 'FORBIDDEN_SCOPE', 'Only an operator may do this.')
  }
  const [, collection = '', ...rest] = path.split('/')
  const answer = routes[`${seen.method} ${collection}`]?.(fake, seen, rest, url.searchParams)
  return answer ?? refusal(404, 'NOT_FOUND', 'There is nothing at this address.')
}

type Route = (fake: FakeState, seen: Seen, rest: string[], query: URLSearchParams) => FakeAnswer | null

const routes: Record<string, Route> = {
  'GET gateway': fake => ok(fake.gatewayStatus),
  'GET explain': fake => ok(fake.explanation),
  'GET baseline': (fake, _, [part]) => (part === 'history' ? page(fake.sets) : ok(fake.sets[0])),
  'POST baseline': (fake, seen) => returnTo(fake, json<{ revision: number; reason?: string }>(seen)),
  'GET audit': (fake, _, __, query) =>
    page(
      fake.audit.filter(({ subject }) => (query.get('subject') ?? subject) === subject),
      query,
    ),
  'GET incidents': (fake, _, [id], query) => {
    if (id !== undefined) {
      const found = fake.incidents.find(incident => incident.id === id)
      return found ? ok(found) : null
    }
    return page(
      fake.incidents
        .map(({ stack: _stack, ...incident }) => incident)
        .filter(({ app }) => (query.get('app') ?? app) === app),
      query,
    )
  },
  'GET cache': () =>
    ok({
      operations: [
        {
          ...{ name: 'CatalogProducts', memory: 60, shared: 10, joined: 5, stale: 5, miss: 20 },
          ...{ stored: 20, storedSize: 40_960 },
        },
      ],
      entities: [{ name: 'product.Product', hits: 3, misses: 1 }],
      keys: [{ tenantId: 't_demo', operation: 'CatalogProducts', uses: 80, size: 2_048 }],
    }),
  'POST cache': () => ({ status: 204, body: null }),
  'POST overrides': (fake, seen) =>
    ok({
      id: 'o1',
      link: `${fake.url}/#override=signed`,
      expiresAt: '2025-03-10T15:00:00.000Z',
      ...json<object>(seen),
    }),
  'GET override-links': (_, __, ___, query) =>
    page(
      [
        { ...LINK, id: 'o2', revokedAt: null, revokedBy: null },
        { ...LINK, id: 'o1', revokedAt: '2025-03-10T14:30:00.000Z', revokedBy: 'user:operator' },
      ],
      query,
    ),
  'DELETE override-links': (_, __, [id]) =>
    id === 'o2' ? { status: 204, body: null } : refusal(404, 'NOT_FOUND', `No link ${id}.`),
  'GET interventions': (_, __, ___, query) =>
    page(
      query.get('state') === 'ended'
        ? [{ ...INTERVENTION, endedAt: INTERVENTION.endsAt, endedBy: 'system' }]
        : [INTERVENTION],
      query,
    ),
  'POST interventions': (_, seen, [id]) =>
    id === undefined
      ? { ...ok({ ...INTERVENTION, ...json<object>(seen) }), status: 201 }
      : ok({ ...INTERVENTION, id }),
  'POST stop': (_, seen) => ok(json(seen)),
  'POST graphs': (_, seen) =>
    json<{ sdl: string }>(seen).sdl.includes('note')
      ? { status: 204, body: null }
      : refusal(409, 'GRAPH_BREAKS', 'This graph does not answer Orders of sales@1.4.0.'),
  'POST gc': () => ok({ deleted: ['sales@1.0.0'], kept: 4 }),
  'GET artifacts': (fake, _, [, version, part], query) => {
    if (part === 'changes') return ok(changes(String(query.get('from')), String(version)))
    return page(
      fake.artifacts.filter(artifact => (query.get('name') ?? artifact.name) === artifact.name),
      query,
    )
  },
  'POST artifacts': fake => {
    const artifact = buildArtifact()
    fake.artifacts.unshift(artifact)
    return { status: 201, body: artifact }
  },
  'GET releases': (fake, _, rest, query) => readReleases(fake, rest, query),
  'POST releases': (fake, seen, rest) => postRelease(fake, seen, rest),
  'PATCH releases': (fake, seen, [id = '']) => {
    const { percentBp, evict } = json<ReleaseChange>(seen)
    return change(fake, seen, id, release => {
      release.percentBp = percentBp ?? release.percentBp
      release.keptBp = evict ? release.percentBp : Math.max(release.keptBp, release.percentBp)
    })
  },
  'PUT releases': (fake, seen, [id = '', , list]) =>
    change(fake, seen, id, release => {
      const count = seen.body.toString().trim().split('\n').length
      if (list === 'allow') release.lists = { ...release.lists, allow: { count, revision: 2 } }
    }),
  'GET tokens': (fake, _, [self]) => ok(self === 'self' ? buildToken() : { items: fake.tokens }),
  'POST tokens': (fake, seen) => {
    const wanted = json<WantedToken>(seen)
    const created: CreatedToken = { token: buildToken({ ...wanted, id: 'tok-2' }), secret: newSecret }
    fake.tokens.unshift(created.token)
    return { status: 201, body: created }
  },
  'DELETE tokens': (fake, _, [id]) => {
    fake.tokens = fake.tokens.filter(token => token.id !== id)
    return { status: 204 }
  },
}

function session({ hasSecondFactor }: FakeState, { method, body }: Seen): FakeAnswer {
  if (method === 'DELETE') return { status: 204 }
  if (JSON.stringify(JSON.parse(body.toString())) !== JSON.stringify(operator)) {
    return refusal(401, 'LOGIN_FAILED', 'Wrong tenant, user or password.')
  }
  if (hasSecondFactor) {
    const details = { pendingLogin: 'p1', isEnrolled: true }
    const error = { code: 'SECOND_FACTOR_REQUIRED', message: 'Give the code.', details }
    return { status: 401, body: { error } }
  }
  return loggedIn
}

function secondStep({ body }: Seen): FakeAnswer {
  const { pendingLogin, code } = JSON.parse(body.toString())
  if (pendingLogin === 'p1' && code === '123456') return loggedIn
  return refusal(401, 'SECOND_FACTOR_FAILED', 'The code is wrong.')
}

const loggedIn: FakeAnswer = {
  status: 200,
  body: {},
  headers: { 'set-cookie': `${COOKIE}; HttpOnly; Path=/` },
}

function readReleases(fake: FakeState, [id, part]: string[], query: URLSearchParams): FakeAnswer | null {
  if (id === undefined) {
    const [state, app] = [query.get('state'), query.get('app')]
    const found = fake.releases.filter(
      release => (state ?? release.state) === release.state && (app === null || app in release.overlay.apps),
    )
    return page(found, query)
  }
  const release = fake.releases.find(known => known.id === id)
  if (!release) return null
  return ok(part === 'figures' ? buildFigures(id) : release)
}

function postRelease(fake: FakeState, seen: Seen, [id, step]: string[]): FakeAnswer | null {
  if (id === undefined) {
    const { overlay, percentBp = 0, breaking = false, title, notes } = json<WantedRelease>(seen)
    const whole = { apps: overlay.apps ?? {}, services: overlay.services ?? {} }
    const release = buildRelease({
      id: `rel-${fake.releases.length + 1}`,
      state: 'draft',
      percentBp,
      keptBp: percentBp,
      breaking,
      overlay: whole,
      ...(title && { title }),
      ...(notes && { notes }),
    })
    fake.releases.unshift(release)
    return { status: 201, body: release }
  }
  return change(fake, seen, id, release => {
    if (step === 'members') {
      const { add = [] } = json<MemberChange>(seen)
      const { count, revision } = release.lists.allow
      release.lists = { ...release.lists, allow: { count: count + add.length, revision: revision + 1 } }
      return
    }
    const { reason = null } = json<ReleaseStep>(seen)
    const states = { start: 'gray', promote: 'full', abort: 'aborted', rollback: 'aborted' } as const
    release.state = states[step as keyof typeof states]
    if (step !== 'start') Object.assign(release, { endedAt: '2025-03-10T15:00:00.000Z', endReason: reason })
  })
}

function change(
  fake: FakeState,
  seen: Seen,
  id: string,
  apply: (release: FakeState['releases'][number]) => void,
): FakeAnswer | null {
  const release = fake.releases.find(known => known.id === id)
  if (!release) return null
  const version = seen.headers['if-match']
  if (version === undefined) return refusal(428, 'VERSION_REQUIRED', 'Send If-Match.')
  if (version !== `"${release.revision}"`) {
    return refusal(412, 'VERSION_CONFLICT', 'Another operator changed this meanwhile; read it again.')
  }
  apply(release)
  release.revision += 1
  return ok(release)
}

function returnTo(
  fake: FakeState,
  { revision, reason = null }: { revision: number; reason?: string | null },
) {
  const wanted = fake.sets.find(set => set.revision === revision)
  if (!wanted) return refusal(404, 'NOT_FOUND', `No set ${revision}.`)
  const [present] = fake.sets
  if (fake.isReturnAsked) return ok(present)
  const set = { ...wanted, revision: (present?.revision ?? 0) + 1, reason, actor: 'token:sales-ci' }
  fake.sets.unshift(set)
  return ok(set)
}

function changes(from: string, to: string) {
  return {
    from,
    to,
    added: [{ path: 'assets/waiting.js', sizeBytes: 900, integrity: 'sha384-x' }],
    removed: [],
    changed: [{ path: 'assets/entry.js', fromBytes: 1000, toBytes: 1200 }],
    operationsAdded: ['SalesWaiting'],
    operationsRemoved: [],
    sizeDeltaBytes: 1100,
  }
}

/** Two items a page, so that every list is read over pages; of long ones a hundred. */
function page(items: readonly unknown[], query = new URLSearchParams()): FakeAnswer {
  const first = Math.min(items.length > 200 ? 100 : 2, Number(query.get('first') ?? 2))
  const start = Number(query.get('after') ?? 0)
  const next = start + first
  return ok({ items: items.slice(start, next), nextCursor: next < items.length ? String(next) : null })
}

function ok(body: unknown): FakeAnswer {
  return { status: 200, body }
}

function refusal(status: number, code: string, message: string): FakeAnswer {
  return { status, body: { error: { code, message } } }
}

function json<T>({ body }: Seen): T {
  return JSON.parse(body.toString()) as T
}
