import { resolve } from 'node:path'
import { AppsUnknown, BuildError } from '@portico/artifacts'
import { SeedError } from '@portico/seed'
import { placeFault } from './file-fault.ts'
import { readStartOptions } from './options.ts'
import { type Product, startProduct } from './product.ts'
import { readLauncherSettings } from './settings.ts'
import { StartError } from './start-error.ts'
import { untilAborted } from './stopping.ts'
import { watchProduct } from './watch-product.ts'
import { welcome } from './welcome.ts'

const root = resolve(import.meta.dirname, '../../..')

async function main() {
  const began = performance.now()
  outliveOutput()
  const stopAsked = askedToStop()
  const settings = readLauncherSettings(root, process.env, readStartOptions(process.argv.slice(2)))
  const say = (line: string) => console.log(`  ${line}`)
  const product = await startProduct(settings, say, stopAsked)
  if (!product) return console.log('Stopped before it was running.')
  console.log(welcome(product, performance.now() - began))
  sayReady(product)
  if (settings.isWatching) watchProduct(product, say, stopAsked)
  product.missed.then(
    reason =>
      stopAsked.aborted || console.error(`${reason}: its tenants are served by the stable service now.`),
  )
  const reason = await Promise.race([
    product.broken.then(text => ({ text, code: 1 })),
    untilAborted(stopAsked).then(text => ({ text, code: 0 })),
  ])
  if (reason.code === 0) console.log(`\nStopping (${reason.text})`)
  else console.error(`PART_ENDED: ${reason.text}, so everything stops; data is kept. Start again.`)
  await product.stop()
  process.exit(reason.code)
}

function sayReady({ url, serviceUrls: urls, pids, databaseUrl }: Product) {
  process.send?.({ type: 'ready', url, urls, pids: pids(), databaseUrl })
}

/** Aborted by the first signal; later ones change nothing, for a stop that is under way must not be cut. */
function askedToStop(): AbortSignal {
  const asked = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort(signal))
  // The parent (`npm start`, a test) holds the channel; one that was killed says nothing else.
  process.once('disconnect', () => asked.abort('parent ended'))
  return asked.signal
}

/** A terminal that was closed takes no more lines: the stop goes on without them. */
function outliveOutput() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

main().then(
  () => process.exit(0),
  thrown => {
    const error = placeFault(thrown) ?? thrown
    const isExpected = [StartError, BuildError, SeedError, AppsUnknown].some(kind => error instanceof kind)
    console.error(isExpected ? `${error.code}: ${error.message}` : error)
    process.exit(1)
  },
)
