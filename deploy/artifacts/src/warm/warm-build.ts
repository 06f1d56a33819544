import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { WarmAnswer, WarmQuestion } from './warm-builder.ts'

type Build = (config: { root: string; logLevel: 'error' }) => Promise<unknown>

/** Builds what it is asked for, one after the other, by the Vite of its folder: what is loaded and compiled is so for the next. */
async function build({ dir, env }: WarmQuestion): Promise<WarmAnswer> {
  Object.assign(process.env, env)
  process.chdir(dir)
  try {
    const vite = createRequire(join(dir, 'package.json')).resolve('vite')
    const { build } = (await import(pathToFileURL(vite).href)) as { build: Build }
    await build({ root: dir, logLevel: 'error' })
    return { fault: null }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

process.on('message', async question => process.send?.(await build(question as WarmQuestion)))
process.once('disconnect', () => process.exit())
