import type { Pool } from 'undici'

/** One way to make much work. `at` counts up, so that no two calls need be alike. */
export interface Shape {
  name: string
  ask(pool: Pool, cookie: string, at: number): Promise<number>
}

const ORDER = `id number status lineCount total { amount currency } customer { id name }
  lines { id description quantity unitPrice amount { amount }
    product { id code name listPrice { amount } stock { available } } }`
/** As many pages as the limit of cost allows. */
const MOST_PAGES = 9

/** Each just below a limit: of cost, of aliases, of depth, of what may be new. Answers are dumped, not read. */
export const greedyShapes: readonly Shape[] = [
  shapeOf(
    'wide: 60 orders with everything in them',
    at => `{ orders(first: 60, filter: { search: "${at % 10}" }) { nodes { ${ORDER} } } }`,
  ),
  shapeOf('aliases: 9 searches with sums', at =>
    aliases(
      MOST_PAGES,
      n => `orders(first: 1, filter: { search: "${at}x${n}" }) { totalCount sums { sales { amount } } }`,
    ),
  ),
  shapeOf('aliases: 9 searches of stock', at =>
    aliases(MOST_PAGES, n => `stockItems(first: 1, search: "${at}x${n}") { totalCount nodes { id } }`),
  ),
  shapeOf(
    'deep: credit notes and what they belong to',
    at =>
      `{ orders(first: ${1 + (at % 5)}) { nodes { creditNotes { creditOf { creditNotes { creditOf { id number } } } } } } }`,
  ),
  shapeOf(
    'new text: as much to validate as is allowed',
    at => `{ a${at}: ok ${'...{orders(first: 1) { nodes { id } }} '.repeat(8)} }`,
  ),
  { name: 'pages and snapshots', ask: askForPage },
]

/** What any page asks. */
const PLAIN = `{ orders(first: 50) { totalCount nodes { id number status total { amount } customer { name } } } }`

export function askPlain(pool: Pool, cookie: string): Promise<number> {
  return ask(pool, cookie, PLAIN)
}

export async function sessionOf(url: string, tenant: string, username: string): Promise<string> {
  const session = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-portico-csrf': '1' },
    body: JSON.stringify({ tenant, username, password: 'portico' }),
    signal: AbortSignal.timeout(20_000),
  })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0]
  if (!session.ok || !cookie)
    throw new Error(`Login as ${username} of ${tenant} was answered ${session.status}`)
  return cookie
}

function shapeOf(name: string, query: (at: number) => string): Shape {
  return { name, ask: (pool, cookie, at) => ask(pool, cookie, query(at)) }
}

/** New text each time: the number of the call is part of it, and of what is searched. */
function aliases(count: number, field: (n: number) => string): string {
  return `{ ${Array.from({ length: count }, (_, n) => `a${n}: ${field(n)}`).join(' ')} }`
}

async function ask(pool: Pool, cookie: string, query: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-portico-csrf': '1', cookie }
  const body = JSON.stringify({ query })
  const response = await pool.request({ method: 'POST', path: '/graphql', headers, body })
  await response.body.dump()
  return response.statusCode
}

async function askForPage(pool: Pool, cookie: string, at: number): Promise<number> {
  const path = at % 2 === 0 ? '/sales/orders' : '/api/release/snapshot'
  const headers = { accept: at % 2 === 0 ? 'text/html' : 'application/json', cookie }
  const response = await pool.request({ method: 'GET', path, headers })
  await response.body.dump()
  return response.statusCode
}
