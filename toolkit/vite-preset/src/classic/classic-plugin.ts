import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type AppDefinition, parseManifest } from '@portico/micro-app/manifest'
import { writeArtifact } from '@portico/wrap'
import type { Logger, Plugin } from 'vite'
import type { BuildPlace } from '../common/build-place.ts'
import { watchSizes } from '../common/sizes/watch-sizes.ts'
import { wrapPage } from './wrap-page.ts'

/** The input of a build that has no modules. */
export const CLASSIC_INPUT = 'portico-classic'

/** A plain HTML page is its own finished build: it is wrapped as one of any other tool would be. */
export function wrapClassicApp(app: AppDefinition, place: BuildPlace): Plugin {
  let logger: Logger | undefined
  return {
    name: 'portico:classic',
    apply: 'build',
    configResolved(config) {
      logger = config.logger
    },
    resolveId: id => (id === CLASSIC_INPUT ? `\0${id}` : null),
    load: id => (id === `\0${CLASSIC_INPUT}` ? 'export {}' : null),
    generateBundle(_options, bundle) {
      for (const file of Object.keys(bundle)) delete bundle[file]
    },
    async writeBundle({ dir = 'dist' }) {
      const wrapped = await wrapPage(place.root, app, place.version)
      await writeArtifact(dir, wrapped, { app, version: place.version })
      await watchPage(app, place.root, dir, logger)
    },
  }
}

/** A page that is too large is left without its manifest: it cannot be published. */
async function watchPage(
  app: AppDefinition,
  root: string,
  dir: string,
  logger: Logger | undefined,
): Promise<void> {
  const file = join(dir, 'portico.json')
  const manifest = parseManifest(await readFile(file, 'utf8'))
  const say = (line: string) => logger?.info(line)
  await watchSizes(app, { root, dir, manifest, moduleIds: [], say, warn: say }).catch(async error => {
    await rm(file)
    throw error
  })
}
