import type { FirstOperator } from '@portico/seed'
import type { RealLogins } from './first-logins.ts'
import type { Product } from './product.ts'

/** Where the command line looks by itself. */
const DEFAULT_URL = 'http://127.0.0.1:8080'
/** What makes a new link. */
const LINK_COMMAND = 'npm run operator-link'

/** What the terminal says once everything runs. */
export function welcome(product: Product, tookMs: number): string {
  const { settings, url, logins } = product
  return `
Portico is running (${(tookMs / 1000).toFixed(1)} s)

  ${url}

${logins === null ? demoLogins(product) : realLogins(logins, url)}
${leftOut(product)}  database ${product.databaseDescription}
  cache    ${settings.redisUrl ? 'REDIS_URL' : 'in the gateway process (set REDIS_URL to share it)'}

Ctrl-C stops everything; data is kept.`
}

/** Said again where it is seen: the line of its own has scrolled away behind the builds. */
function leftOut({ builds: { faults } }: Product): string {
  return faults.map(({ place, code }) => `  left out ${place} (${code}; see above how to mend it)\n`).join('')
}

function demoLogins({ url, builds: { graySales } }: Product): string {
  const address = url === DEFAULT_URL ? '' : ` --url ${url}`
  return `  login    tenant demo,  user owner, password portico   a shop with a year of orders
           tenant demo,  user clerk, password portico   sees orders only
           tenant empty, user owner, password portico   nothing yet: import your own
           tenant platform, user operator, password portico   releases: who gets which version, and why
${graySales === null ? '' : nextSales(graySales, address)}`
}

function nextSales(version: string, address: string): string {
  return `
  next     sales ${version} is built, its service runs beside, and no tenant gets it yet. Bring it to the demo shop:
           PORTICO_PASSWORD=portico ./portico release start sales@${version} --service sales=gray --tenants t_demo --as operator${address}
`
}

function realLogins({ operator, demoTenants }: RealLogins, url: string): string {
  const warning =
    demoTenants.length === 0
      ? ''
      : `\n  warning  the demo is still in this database (${demoTenants.join(', ')}): the passwords of its users are public\n`
  return `  login    ${firstOperator(operator, url)}\n${warning}`
}

/** `url` leads to the gateway from this machine; a proxy in front of it has another. */
export function firstOperator({ state, username, link }: FirstOperator, url: string): string {
  if (link) {
    return `tenant platform, user ${username}: choose a password at this address. It works once, until ${link.expiresAt},
           and is not shown again ("${LINK_COMMAND}" makes a new one):
           ${url}/welcome#${link.token}`
  }
  return state === 'WAITING'
    ? `tenant platform, user ${username}: no password is chosen yet. "${LINK_COMMAND}" makes a new one-time link.`
    : `tenant platform, user ${username}`
}
