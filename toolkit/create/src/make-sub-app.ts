import { basename, join, relative, resolve } from 'node:path'
import type { CreateOptions } from './options/flags.ts'
import { findRepository, requireFree, requireTemplate } from './repository.ts'
import { readAppFiles } from './write/template-files.ts'
import { requireEmpty, writeApp } from './write/write-app.ts'

export interface MadeApp {
  /** Absolute. */
  folder: string
  /** Paths in it, sorted. */
  files: string[]
  /** It is an app of the platform's own repository. */
  isInRepository: boolean
}

/** Makes the app, whole or not at all. `cwd` is where the command was given. Throws CreateError. */
export async function makeSubApp(options: CreateOptions, cwd: string): Promise<MadeApp> {
  const folder = placeOf(options, cwd)
  const repository = findRepository(folder)
  if (repository !== null) {
    requireTemplate(options)
    requireFree(repository, options)
  }
  await requireEmpty(folder)
  const files = await readAppFiles(options, repository !== null)
  await writeApp(folder, files)
  return { folder, files: [...files.keys()].sort(), isInRepository: repository !== null }
}

function placeOf({ name, dir }: CreateOptions, cwd: string): string {
  if (dir !== undefined) return resolve(cwd, dir)
  const repository = findRepository(cwd)
  return repository === null ? join(cwd, name) : join(repository, 'apps', name)
}

/** Lines for people: what was made, and how to go on. */
export function describeMade({ name, template }: CreateOptions, created: MadeApp, cwd: string): string[] {
  const { folder, files, isInRepository } = created
  const path = relative(cwd, folder) || '.'
  const place = path.startsWith('..') ? folder : path
  const steps = isInRepository
    ? ['npm run graph', 'npm start', `portico publish ${place} --build`]
    : [
        ...(place === '.' ? [] : [`cd ${place}`]),
        ...['npm install', 'npm test', 'npm run dev', 'npx portico publish --build'],
      ]
  return [
    `Made ${name} in ${place === '.' ? basename(folder) : place}: ${template}, ${files.length} files`,
    'Next:',
    ...steps.map(step => `  ${step}`),
  ]
}
