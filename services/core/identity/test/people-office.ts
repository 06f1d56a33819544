import type { ServiceUnderTest } from '@portico/service-kit/testing'

export const PASSWORD = 'sesame opens the door'

/** A tenant of people for a test, and the calls of each of them. */
export interface Office {
  tenant: string
  slug: string
  /** Ids by user name. */
  ids: Record<string, string>
  /** Calls in the name of a user, by id or name. */
  as(user: string, sessionId?: string): Caller
  logIn(username: string, password?: string): ReturnType<ServiceUnderTest['call']>
}

interface Caller {
  get(path: string): Promise<Answer>
  post(path: string, body?: object): Promise<Answer>
  put(path: string, body: object, version?: number): Promise<Answer>
  patch(path: string, body: object): Promise<Answer>
  delete(path: string): Promise<Answer>
}

interface Answer {
  status: number
  body: ReturnType<typeof JSON.parse>
}

const ROLES: Record<string, string> = { owner: 'owner', second: 'owner', clerk: 'clerk', hand: 'warehouse' }

/** With the users `owner`, `second` (an owner too), `clerk` and `hand`. */
export async function openOffice(identity: ServiceUnderTest, slug: string): Promise<Office> {
  const tenant = `t_${slug}`
  const users = Object.entries(ROLES).map(([username, role]) => ({
    username,
    displayName: `The ${username}`,
    password: PASSWORD,
    role,
  }))
  const body = { slug, name: `${slug} Ltd`, currency: 'CNY', timeZone: 'Asia/Shanghai', users }
  await identity.call('PUT', `/tenants/${tenant}`, { tenant: null, body })
  const rows = await identity.database.tenant(tenant, tx =>
    tx.list<{ id: string; username: string }>('select id, username from user_account'),
  )
  const ids = Object.fromEntries(rows.map(({ id, username }) => [username, id]))
  return {
    tenant,
    slug,
    ids,
    as: (user, sessionId) => callerOf(identity, tenant, ids[user] ?? user, sessionId),
    logIn: (username, password = PASSWORD) =>
      identity.call('POST', '/login', { tenant: null, body: { tenant: slug, username, password } }),
  }
}

function callerOf(identity: ServiceUnderTest, tenant: string, userId: string, sessionId?: string): Caller {
  const context = { userId, address: '203.0.113.7', ...(sessionId && { sessionId }) }
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    rest: { body?: object; headers?: Record<string, string> } = {},
  ) => {
    const response = await identity.call(method, path, { tenant, context, ...rest })
    return { status: response.statusCode, body: response.body === '' ? null : response.json() }
  }
  return {
    get: path => send('GET', path),
    post: (path, body) => send('POST', path, body && { body }),
    put: (path, body, version) =>
      send('PUT', path, { body, ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }) }),
    patch: (path, body) => send('PATCH', path, { body }),
    delete: path => send('DELETE', path),
  }
}
