import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import { findAppDefinition } from '../app/app-definition.ts'
import { CliError } from '../errors/cli-error.ts'
import { filesIn } from './artifact-files.ts'
import { checkArtifact } from './check-artifact.ts'
import { checkDefinition, checkTogether, type PlacedDefinition } from './check-definition.ts'
import type { CheckedApp } from './check-platform.ts'
import { type Finding, finding } from './finding.ts'

/** Of one repository. */
const MAX_SIBLINGS = 200

/** An app's folder: its definition, other apps of the repository, and what was built of it. */
export async function checkFolder(
  folder: string,
  cwd: string,
): Promise<{ app: CheckedApp | null; findings: Finding[]; skipped: string[] }> {
  const place = relative(cwd, folder) || basename(folder)
  const read = await readDefinition(folder, place)
  const built = await checkArtifact(filesIn(join(folder, 'dist'), join(place, 'dist')))
  const skipped = built === null ? ['build: there is no dist/portico.json'] : []
  if ('code' in read) return { app: null, findings: [read, ...(built?.findings ?? [])], skipped }
  const app: CheckedApp = { ...read, place, shared: read.shared ?? {} }
  const findings = [
    ...checkDefinition(read, place),
    ...(await checkSiblings(folder, app, cwd)),
    ...(built?.findings ?? []),
    ...(built?.manifest ? checkBuilt(read, built.manifest, join(place, 'dist/portico.json')) : []),
  ]
  return { app, findings, skipped }
}

async function readDefinition(folder: string, place: string): Promise<AppDefinition | Finding> {
  try {
    return (await findAppDefinition(folder)) ?? finding('APP_MISSING', place, 'There is no portico.app.ts.')
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    return finding('APP_UNREADABLE', place, error.message)
  }
}

function checkBuilt({ name, base }: AppDefinition, manifest: Manifest, place: string): Finding[] {
  if (manifest.name === name && manifest.base === base) return []
  return [
    finding(
      'BASE_WRONG',
      place,
      `It was built as ${manifest.name} at ${manifest.base}; portico.app.ts says ${name} at ${base}.`,
    ),
  ]
}

/** Of one repository only: folders that happen to lie beside each other say nothing. */
async function checkSiblings(folder: string, app: CheckedApp, cwd: string): Promise<Finding[]> {
  const parent = dirname(folder)
  if (
    !existsSync(join(dirname(parent), 'pnpm-workspace.yaml')) &&
    !existsSync(join(dirname(parent), 'package.json'))
  )
    return []
  const names = (await readdir(parent))
    .filter(name => name !== basename(folder))
    .sort()
    .slice(0, MAX_SIBLINGS)
  const siblings: PlacedDefinition[] = []
  for (const name of names) {
    // One that cannot be read is a fault of its own folder.
    const found = await findAppDefinition(join(parent, name)).catch(() => null)
    if (found !== null) siblings.push({ ...found, place: relative(cwd, join(parent, name)) })
  }
  return checkTogether([...siblings, app])
}
