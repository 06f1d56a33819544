import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { CliError } from '../errors/cli-error.ts'
import { registrations } from './register.ts'
import type { ServiceNames } from './service-names.ts'

const TEMPLATES = join(import.meta.dirname, '../../templates/service')
const NAME = /^[a-z][a-z0-9]{1,30}$/

/** Checked. Throws CliError. */
export function checkedNames(service: string, entity = service.replace(/s$/, '')): ServiceNames {
  for (const name of [service, entity])
    if (!NAME.test(name))
      throw new CliError(
        'CREATE_OPTION_INVALID',
        `A service and what it keeps are one word in lower case, not "${name}".`,
      )
  return { service, entity }
}

/** Writes the service and its gateway module and registers both; answers what was written. Nothing is written where anything is in the way. Throws CliError. */
export async function makeService(root: string, names: ServiceNames): Promise<string[]> {
  const { service } = names
  const files = new Map<string, string>()
  for (const [part, place] of [
    ['service', `services/business/${service}`],
    ['module', `bff/gateway/app/modules/${service}`],
  ] as const)
    for (const [path, text] of await readTemplates(part, names)) files.set(join(place, path), text)
  const places = ['core', 'business', 'platform'].map(kind => `services/${kind}/${service}`)
  const isThere = [...places, ...files.keys()].find(path => existsSync(join(root, path)))
  if (isThere !== undefined)
    throw new CliError('CREATE_NAME_TAKEN', `${isThere} is there already: choose another name.`)
  for (const [path, change] of Object.entries(registrations(names)))
    files.set(path, change(await readFile(join(root, path), 'utf8')))
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return [...files.keys()].sort()
}

async function readTemplates(part: string, names: ServiceNames): Promise<[string, string][]> {
  const folder = join(TEMPLATES, part)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => {
      const text = await readFile(join(folder, path), 'utf8')
      return [join(dirname(path), named(basename(path), names)), named(text, names)]
    }),
  )
}

/** The templates are of a service `samples` that keeps each `sample`. */
function named(text: string, { service, entity }: ServiceNames): string {
  const capital = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1)
  return text
    .replaceAll('samples', service)
    .replaceAll('Samples', capital(service))
    .replaceAll('sample', entity)
    .replaceAll('Sample', capital(entity))
}
