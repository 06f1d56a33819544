import type { AppDefinition } from '@portico/micro-app/manifest'
import { Folder, wrapBuild, writeArtifact } from '@portico/wrap'
import type { Plugin } from 'vite'
import type { BuildPlace } from '../common/build-place.ts'

/** The input of a build that has no modules. */
export const CLASSIC_INPUT = 'portico-classic'
/** Of the project, not of the app. */
const LEFT_OUT = /^(?:node_modules|dist|\..*|package\.json|tsconfig\.json|portico\.app\.ts|vite\.config\.ts)$/

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
      const folder = await Folder.read(place.root, LEFT_OUT)
      const wrapped = await wrapBuild(folder, { name: app.name, version: place.version })
      await writeArtifact(dir, wrapped, { app, version: place.version })
    },
  }
}
