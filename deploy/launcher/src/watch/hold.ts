import { pathToFileURL } from 'node:url'

/**
 * Loads the modules of a part while the old copy of it still runs, says so, and starts the part once it is let go: what cannot
 * be loaded ends this process alone, and what was loaded is what starts, whatever becomes of the files meanwhile.
 */
const [, , script = '', ...modules] = process.argv

for (const module of modules) await import(pathToFileURL(module).href)
const isLetGo = new Promise<void>((resolve, reject) => {
  process.once('message', () => resolve())
  process.once('disconnect', () => reject(new Error('The launcher ended')))
})
process.send?.({ type: 'loaded' })
await isLetGo
await import(pathToFileURL(script).href)
