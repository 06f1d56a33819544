import type { AppDefinition } from '@portico/micro-app/manifest'
import { writeArtifact } from '@portico/wrap'
import type { Plugin } from 'vite'
import type { BuildPlace } from '../common/build-place.ts'
import { wrapPage } from './wrap-page.ts'

/** The input of a build that has no modules. */
export const CLASSIC_INPUT = 'portico-classic'

/** A plain HTML page is its own finished build: it is wrapped as one of any other tool would be. */
export function wrapClassicApp(app: AppDefinition, place: BuildPlace): Plugin {
  return {
    name: 'portico:classic',
    apply: 'build',
    resolveId: id => (id === CLASSIC_INPUT ? `\0${id}` : null),
    load: id => (id === `\0${CLASSIC_INPUT}` ? 'export {}' : null),
    generateBundle(_options, bundle) {
      for (const file of Object.keys(bundle)) delete bundle[file]
    },
    async writeBundle({ dir = 'dist' }) {
      const wrapped = await wrapPage(place.root, app, place.version)
      await writeArtifact(dir, wrapped, { app, version: place.version })
    },
  }
}
