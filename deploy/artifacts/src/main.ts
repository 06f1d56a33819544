import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { buildStaleArtifacts } from './build.ts'

/**
 * Builds shell, shared libraries and the product's own apps into a folder, as an image holds them: for the role publish. An image without
 * one of the apps would be none, so that any fault ends it.
 */
async function main([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error('WRONG_USAGE: node deploy/artifacts/src/main.ts <folder>')
  const store = resolve(folder)
  const faults: string[] = []
  const { shell, apps, shared } = await buildStaleArtifacts({
    ...{ root: resolve(import.meta.dirname, '../../..'), moreApps: [], store, effort: 'best' },
    onProgress: line => console.log(line),
    onFault: ({ code, message }) => faults.push(`${code}: ${message}`),
  })
  if (faults.length > 0) throw new Error(faults.join('\n'))
  // What the store needs while it is written to.
  await rm(resolve(store, '.incoming'), { recursive: true, force: true })
  const named = Object.entries({ shell, ...apps, ...shared }).map(([name, version]) => `${name}@${version}`)
  console.log(`built ${named.join(', ')}`)
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
