import { once } from 'node:events'
import { resolve } from 'node:path'
import { BuildError } from '@portico/artifacts'
import { SeedError } from '@portico/seed'
import { startProduct } from './product.ts'
import { readLauncherSettings } from './settings.ts'
import { StartError } from './start-error.ts'
import { welcome } from './welcome.ts'

const root = resolve(import.meta.dirname, '../../..')

async function main() {
  const began = performance.now()
  const stopAsked = askedToStop()
  const settings = readLauncherSettings(root, process.env)
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
  process.once('disconnect', () => asked.abort('parent ended'))
  return asked.signal
}

async function untilAborted(signal: AbortSignal): Promise<{ text: string; code: number }> {
  if (!signal.aborted) await once(signal, 'abort')
  return { text: String(signal.reason), code: 0 }
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
