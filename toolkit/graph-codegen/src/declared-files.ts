import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Declared, joinDeclared, renderCatalogue, renderTypes } from '@portico/micro-app/declarations'
import type { GeneratedFile } from './generated-file.ts'

const HEAD = [
  'Made by `portico types` from what apps declare. Do not edit.',
  'Here `pnpm graph` writes it, from the apps of this repository.',
]

/** Of each app of the repository: what all of them have for each other, as types and as what the build reads. */
export async function generateDeclaredFiles(root: string): Promise<GeneratedFile[]> {
  const definitions = globSync('apps/*/portico.app.ts', { cwd: root }).sort()
  const apps = await Promise.all(
    definitions.map(async file => {
      const module = (await import(pathToFileURL(join(root, file)).href)) as {
        default: Declared & { name: string }
      }
      return module.default
    }),
  )
  const catalogue = joinDeclared(
    Object.fromEntries(apps.map(({ name, events, slots }) => [name, declaredOf(events, slots)])),
  )
  const [types, data] = [renderTypes(catalogue, HEAD), renderCatalogue(catalogue)]
  return definitions
    .map(file => join(root, dirname(file), 'src'))
    .filter(src => existsSync(src))
    .flatMap(src => [
      { path: join(src, 'portico.generated.d.ts'), text: types },
      { path: join(src, 'portico.generated.json'), text: data },
    ])
}

function declaredOf(events: Declared['events'], slots: Declared['slots']): Declared {
  return { ...(events && { events }), ...(slots && { slots }) }
}
