import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type AppDefinition, findClashes, ManifestError, parseDefinition } from '@portico/micro-app/manifest'
import { type AppFault, invalid, unreadable } from './app-fault.ts'
import type { Buildable } from './sources.ts'

const DEFINITION = 'portico.app.ts'

/** A sub-app whose definition stands. */
export interface FoundApp extends Buildable {
  place: string
  definition: AppDefinition
}

export interface FoundApps {
  apps: FoundApp[]
  faults: AppFault[]
}

export interface AppPlaces {
  root: string
  /** Folders of sub-apps besides `apps/*`. */
  moreApps: readonly string[]
  /** Left out: all there are. */
  only?: readonly string[]
}

/** Names that no sub-app has. */
export class AppsUnknown extends Error {
  readonly code = 'APP_UNKNOWN'
}

/**
 * The sub-apps of the folders that have a `portico.app.ts`, and the fault of each that cannot stand beside the others. Where
 * two clash, that stays whose folder has its name, then one that was there before (`known`), then one whose base is its name.
 * Throws AppsUnknown.
 */
export async function findApps(places: AppPlaces, known: readonly string[] = []): Promise<FoundApps> {
  const read = await Promise.all((await listFolders(places)).map(dir => readApp(places.root, dir)))
  const chosen = choose(read, places.only)
  const apps = chosen.flatMap(({ app }) => app ?? [])
  const claims = apps.toSorted((a, b) => claimOf(a, known) - claimOf(b, known))
  const clashes = findClashes(claims)
  return {
    apps: apps.filter(({ place }) => !clashes.some(clash => clash.place === place)),
    faults: [...chosen.flatMap(({ fault }) => fault ?? []), ...clashes],
  }
}

async function listFolders({ root, moreApps }: AppPlaces): Promise<string[]> {
  const names = await readdir(join(root, 'apps')).catch(() => [])
  const own = names.sort().map(name => join(root, 'apps', name))
  return [...own, ...moreApps].filter(dir => existsSync(join(dir, DEFINITION)))
}

interface Read {
  /** What `--only` may call it. */
  names: string[]
  app?: FoundApp
  fault?: AppFault
}

async function readApp(root: string, dir: string): Promise<Read> {
  const place = placeOf(root, dir)
  try {
    const definition = parseDefinition(await readDefinition(join(dir, DEFINITION)))
    const { name } = definition
    return { names: [name], app: { name, dir, place, definition } }
  } catch (error) {
    const fault =
      error instanceof ManifestError ? invalid(place, error) : unreadable(place, DEFINITION, error)
    return { names: [basename(dir)], fault }
  }
}

/** Below the root as the root sees it; else whole. */
function placeOf(root: string, dir: string): string {
  const below = relative(root, dir)
  return below.startsWith('..') ? dir : below
}

/** What the file exports as it is now: a module that was loaded once stays as it was, so each content has an address of its own. */
async function readDefinition(file: string): Promise<unknown> {
  const hash = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
  const module = (await import(/* @vite-ignore */ `${pathToFileURL(file).href}?${hash}`)) as {
    default?: unknown
  }
  return module.default
}

function choose(read: Read[], only: readonly string[] | undefined): Read[] {
  if (only === undefined) return read
  const known = read.flatMap(({ names }) => names)
  const unknown = only.filter(name => !known.includes(name))
  if (unknown.length === 0) return read.filter(({ names }) => names.some(name => only.includes(name)))
  throw new AppsUnknown(`There is no app ${unknown.join(', ')}. There are ${known.sort().join(', ')}.`)
}

/** The smaller, the better: a copy keeps the name or the base of what it was copied from. */
function claimOf({ name, dir, definition }: FoundApp, known: readonly string[]): number {
  const doubts = [basename(dir) !== name, !known.includes(name), definition.base !== `/${name}`]
  return Number.parseInt(doubts.map(Number).join(''), 2)
}
