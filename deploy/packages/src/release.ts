import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildPackages } from './build/build.ts'
import { type Archive, pack } from './build/pack.ts'
import { PackageError } from './packages/package-error.ts'
import { listPublicPackages, type PublicPackage } from './packages/public-packages.ts'
import { npm } from './registry/npm.ts'
import { Registry } from './registry/registry.ts'
import { RegistryError } from './registry/registry-error.ts'
import { releasePackages } from './registry/release-packages.ts'

const USAGE = 'pnpm release:packages [--registry <address>]; left out: the registry npm is configured with'

/** Publishes to an npm registry what it does not have yet. */
async function main(): Promise<number> {
  const place = await mkdtemp(join(tmpdir(), 'portico-packages-'))
  try {
    const registry = new Registry(npm, readRegistry())
    const say = (line: string) => console.log(line)
    await releasePackages(listPublicPackages(), {
      registry,
      say,
      pack: missing => buildAndPack(missing, place),
    })
    return 0
  } catch (error) {
    console.error(describe(error))
    return 1
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

function readRegistry(): string | undefined {
  try {
    return parseArgs({ options: { registry: { type: 'string' } } }).values.registry
  } catch (error) {
    throw new RegistryError('REGISTRY_INVALID', `${error instanceof Error ? error.message : error}\n${USAGE}`)
  }
}

/** All are built: the types of one are made from those of others. */
async function buildAndPack(missing: readonly PublicPackage[], place: string): Promise<Archive[]> {
  await buildPackages(listPublicPackages())
  const packed = await Promise.allSettled(missing.map(each => pack(each, place)))
  // None is under way any more when the first failure is thrown, and the folder removed.
  return packed.map(outcome => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}

function describe(error: unknown): string {
  if (error instanceof RegistryError) return `${error.code}: ${error.message}\n${error.advice}`
  if (error instanceof PackageError) return `${error.code}: ${error.message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

process.exitCode = await main()
