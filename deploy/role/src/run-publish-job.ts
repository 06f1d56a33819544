import { resolve } from 'node:path'
import { runOnce } from '@portico/service-kit'
import { publishImage } from '@portico/service-release'
import { logLine } from './log-line.ts'

/** Where the image has them. */
const BUILDS = resolve(import.meta.dirname, '../../../artifacts')

/** Shell, shared libraries and the product's own apps, as they lie in the image, become a part of the installation. */
export async function runPublishJob(env: NodeJS.ProcessEnv): Promise<void> {
  await runOnce(async () => {
    const { added, withheld } = await publishImage(env, resolve(env.PORTICO_BUILDS || BUILDS))
    for (const { name, version, present } of withheld) logLine('withheld', { name, version, present })
    logLine('published', { added })
  })
}
