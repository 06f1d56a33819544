import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Declared, joinDeclared, renderCatalogue, renderTypes } from '@portico/micro-app/declarations'
import type { GeneratedFile } from './generated-file.ts'

const HEAD = ['Made by `portico types` from what apps declare. Do not edit.']

/** What an app begins with that `portico create` makes: its own and those of the apps here, until it asks a platform. */
const TEMPLATE = 'toolkit/create/templates/base/src'
/** All templates declare the same. */
const TEMPLATE_APP = 'toolkit/create/templates/react/portico.app.ts'

/** Of each app of the repository: what all of them have for each other, as types and as what the build reads. */
export async function generateDeclaredFiles(root: string): Promise<GeneratedFile[]> {
  const definitions = globSync('apps/*/portico.app.ts', { cwd: root }).sort()
  const apps = await Promise.all(definitions.map(file => readDefinition(join(root, file))))
  const own = definitions.map(file => join(root, dirname(file), 'src'))
  return [...filesOf(own, apps), ...(await templateFiles(root, apps))]
}

async function templateFiles(root: string, apps: readonly NamedDeclared[]): Promise<GeneratedFile[]> {
  const definition = join(root, TEMPLATE_APP)
  if (!existsSync(definition)) return []
  return filesOf([join(root, TEMPLATE)], [...apps, await readDefinition(definition)])
}

function filesOf(folders: readonly string[], apps: readonly NamedDeclared[]): GeneratedFile[] {
  const catalogue = joinDeclared(
    Object.fromEntries(apps.map(({ name, events, slots }) => [name, declaredOf(events, slots)])),
  )
  const [types, data] = [renderTypes(catalogue, HEAD), renderCatalogue(catalogue)]
  return folders
    .filter(src => existsSync(src))
    .flatMap(src => [
      { path: join(src, 'portico.generated.d.ts'), text: types },
      { path: join(src, 'portico.generated.json'), text: data },
    ])
}

type NamedDeclared = Declared & { name: string }

async function readDefinition(path: string): Promise<NamedDeclared> {
  const module = (await import(pathToFileURL(path).href)) as { default: NamedDeclared }
  return module.default
}

function declaredOf(events: Declared['events'], slots: Declared['slots']): Declared {
  return { ...(events && { events }), ...(slots && { slots }) }
}
