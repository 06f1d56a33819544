import { once } from 'node:events'
import { resolve } from 'node:path'
import { BuildError } from '@portico/artifacts'
import { SeedError } from '@portico/seed'
import { type Product, startProduct } from './product.ts'
import { readSettings } from './settings.ts'
import { StartError } from './start-error.ts'

/** Where the command line looks by itself. */
const DEFAULT_URL = 'http://127.0.0.1:8080'

const root = resolve(import.meta.dirname, '../../..')

async function main() {
  const began = performance.now()
  const stopAsked = askedToStop()
  const settings = readSettings(root, process.env)
  const product = await startProduct(settings, line => console.log(`  ${line}`), stopAsked)
  if (!product) return console.log('Stopped before it was running.')
  console.log(welcome(product, performance.now() - began))
  const { url, serviceUrls: urls, pids, databaseUrl } = product
  process.send?.({ type: 'ready', url, urls, pids, databaseUrl })
  product.missed.then(
    reason =>
      stopAsked.aborted || console.error(`${reason}: its tenants are served by the stable service now.`),
  )
  const reason = await Promise.race([
    product.broken.then(text => ({ text, code: 1 })),
    untilAborted(stopAsked),
  ])
  if (reason.code === 0) console.log(`\nStopping (${reason.text})`)
  else console.error(`PART_ENDED: ${reason.text}, so everything stops; data is kept. Start again.`)
  await product.stop()
  process.exit(reason.code)
}

/** Aborted by the first signal; later ones change nothing, for a stop that is under way must not be cut. */
function askedToStop(): AbortSignal {
  const asked = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => asked.abort(signal))
  // Only a launcher that was forked (tests) has a channel to lose.
  process.once('disconnect', () => asked.abort('parent gone'))
  return asked.signal
}

async function untilAborted(signal: AbortSignal): Promise<{ text: string; code: number }> {
  if (!signal.aborted) await once(signal, 'abort')
  return { text: String(signal.reason), code: 0 }
}

function welcome(product: Product, tookMs: number): string {
  const { settings, graySalesVersion } = product
  const address = product.url === DEFAULT_URL ? '' : ` --url ${product.url}`
  return `
Portico is running (${(tookMs / 1000).toFixed(1)} s)

  ${product.url}

  login    tenant demo,  user owner, password portico   a shop with a year of orders
           tenant demo,  user clerk, password portico   sees orders only
           tenant empty, user owner, password portico   nothing yet: import your own
           tenant platform, user operator, password portico   releases: who gets which version, and why

  next     sales ${graySalesVersion} is built, its service runs beside, and nobody gets it yet. Bring it to the demo shop:
           PORTICO_PASSWORD=portico npx pnpm portico release start sales@${graySalesVersion} --service sales=gray --tenants t_demo --as operator${address}

  database ${product.databaseDescription}
  cache    ${settings.redisUrl ? 'REDIS_URL' : 'in the gateway process (set REDIS_URL to share it)'}

Ctrl-C stops everything; data is kept.`
}

main().then(
  () => process.exit(0),
  error => {
    const isExpected =
      error instanceof StartError || error instanceof BuildError || error instanceof SeedError
    console.error(isExpected ? `${error.code}: ${error.message}` : error)
    process.exit(1)
  },
)
