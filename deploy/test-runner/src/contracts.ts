import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ContractRecord, findBreaches } from './contracts/breaches.ts'
import { root } from './repository/root.ts'

// `pnpm check:contracts` compares each contract of a service with the one that was released last, which `pnpm contract:release` writes down.

const isRelease = process.argv.includes('--release')
/** Folders to look at; none: all. */
const given = process.argv.slice(2).filter(argument => !argument.startsWith('--'))

const all = globSync('services/*/*/contract', { cwd: root }).toSorted()
const folders = given.length > 0 ? all.filter(folder => given.includes(folder)) : all
const results = await Promise.all(folders.map(folder => (isRelease ? release(folder) : check(folder))))
if (folders.length === 0) throw new Error('No contract was found')
if (results.includes(false)) process.exitCode = 1

async function check(folder: string): Promise<boolean> {
  const [released, now] = [await readReleased(folder), await readContract(folder)]
  const breaches = findBreaches(released, now)
  if (breaches.length === 0) return true
  console.error(
    `${folder} breaks what version ${released.version} promised. Add beside it, or raise its version and serve both (of an event: its own version):`,
  )
  for (const breach of breaches) console.error(`  ${breach}`)
  return false
}

async function release(folder: string): Promise<boolean> {
  await writeFile(pathOfReleased(folder), textOf(await readContract(folder)))
  return true
}

/** A line a route and an event, so that a change of one shows as that. */
function textOf({ service, version, routes, events }: ContractRecord): string {
  const head = `"service":${JSON.stringify(service)},"version":${version}`
  const tail = events ? `,"events":${linesOf(events)}` : ''
  return `{${head},"routes":${linesOf(routes)}${tail}}\n`
}

function linesOf(parts: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(parts).map(([name, part]) => `"${name}":${JSON.stringify(part)}`)
  return `{\n${lines.join(',\n')}\n}`
}

/** As JSON, which is what both sides of a call have in common. */
async function readContract(folder: string): Promise<ContractRecord> {
  const module: Record<string, unknown> = await import(pathToFileURL(join(root, folder, 'src/index.ts')).href)
  const [contract] = Object.entries(module).flatMap(([name, value]) =>
    name.endsWith('Contract') ? [value] : [],
  )
  if (!contract) throw new Error(`${folder} exports no ...Contract`)
  return JSON.parse(JSON.stringify(contract)) as ContractRecord
}

async function readReleased(folder: string): Promise<ContractRecord> {
  const text = await readFile(pathOfReleased(folder), 'utf8').catch(() => {
    throw new Error(`${pathOfReleased(folder)} is missing: pnpm contract:release writes it`)
  })
  return JSON.parse(text) as ContractRecord
}

function pathOfReleased(folder: string): string {
  return join(root, folder, 'released.json')
}
