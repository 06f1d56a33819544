import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Catalogue, findUses } from '@portico/micro-app/declarations'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'

/** What other apps declare, as `portico types` wrote it down when the app was last typed. */
const CATALOGUE_FILE = 'src/portico.generated.json'

/** What the built app uses of others: `files` are its scripts in `dir`. An app that was never typed by `portico types` says nothing. */
export async function describeConsumed(
  { name, contributes = [] }: AppDefinition,
  { root, dir, files }: { root: string; dir: string; files: readonly string[] },
): Promise<Pick<Manifest, 'consumes'>> {
  const catalogue = await readCatalogue(root)
  if (catalogue === null) return {}
  const scripts = files.filter(file => /\.m?js$/.test(file))
  const code = await Promise.all(scripts.map(file => readFile(join(dir, file), 'utf8')))
  const filled = contributes.map(({ slot }) => slot)
  const consumes = findUses(catalogue, name, code, filled)
  return Object.keys(consumes).length === 0 ? {} : { consumes }
}

async function readCatalogue(root: string): Promise<Catalogue | null> {
  const text = await readFile(join(root, CATALOGUE_FILE), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    const { events = {}, slots = {} } = JSON.parse(text) as Partial<Catalogue>
    return { events, slots }
  } catch (cause) {
    throw new Error(`${CATALOGUE_FILE} cannot be read. Write it anew with "portico types".`, { cause })
  }
}
