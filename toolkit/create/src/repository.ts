import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isOverlapping } from '@portico/micro-app/manifest'
import { CreateError } from './options/create-error.ts'
import type { CreateOptions } from './options/flags.ts'

/** The platform's repository that a folder lies in; none: null. */
export function findRepository(folder: string): string | null {
  const isRepository =
    existsSync(join(folder, 'pnpm-workspace.yaml')) && existsSync(join(folder, 'toolkit/micro-app'))
  if (isRepository) return folder
  const above = dirname(resolve(folder))
  return above === folder ? null : findRepository(above)
}

/**
 * Throws TEMPLATE_NOT_HERE: one run of the tests serves all apps of the repository, by what reads React and Vue; another compiler
 * there would slow every run down.
 */
export function requireTemplate({ template }: CreateOptions): void {
  if (template !== 'svelte') return
  throw new CreateError(
    'TEMPLATE_NOT_HERE',
    "The tests of a Svelte app do not run in the platform's repository, which has none.",
  )
}

/** Throws APP_NAME_TAKEN where an app of the repository has the name, or a base that this one's is part of, or the reverse. */
export function requireFree(repository: string, { name, base }: CreateOptions): void {
  const apps = join(repository, 'apps')
  for (const folder of existsSync(apps) ? readdirSync(apps) : []) {
    const file = join(apps, folder, 'portico.app.ts')
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    // Of the app: those of its menu and its slots stand deeper.
    const [, taken] = /^ {2}name: '([^']+)'/m.exec(text) ?? []
    const [, takenBase = ''] = /^ {2}base: '([^']+)'/m.exec(text) ?? []
    if (taken === name) throw new CreateError('APP_NAME_TAKEN', `apps/${folder} is called ${name} already.`)
    if (takenBase !== '' && isOverlapping(base, takenBase))
      throw new CreateError('APP_NAME_TAKEN', `The base ${base} overlaps ${takenBase} of apps/${folder}.`)
  }
}
