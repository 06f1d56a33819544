import { join } from 'node:path'
import { type AppDefinition, type ContributionFiles, contributionFolder } from '@portico/micro-app/manifest'
import { hashFiles } from '@portico/shared-libs'
import { build, type Plugin } from 'vite'
import type { BuildPlace } from './build-place.ts'
import { type Bundle, collectStatic, getEntry, listBareImports, listChunks } from './bundle-graph.ts'
import { findContributionModule } from './framework-plugin.ts'
import { type ContributionBuild, KeptContributions } from './kept-contributions.ts'
import { moduleConfig } from './module-config.ts'
import { requireExports } from './required-exports.ts'

export interface BuiltContributions {
  /** By id; those that have a module of their own. */
  files: Record<string, ContributionFiles>
  /** Path in the artifact -> `sha384-...`. */
  integrity: Record<string, string>
  /** Bare specifiers of shared libraries. */
  imports: string[]
  /** Files that they were made of. */
  moduleIds: string[]
}

const kept = new KeptContributions()

/**
 * Builds each contribution that has a module of its own, `src/contributions/<id>`, into `contributions/<id>/`, apart from the
 * app: it is loaded at addresses of its own, so a chunk that it had in common with the app would be fetched again anyway,
 * with all in it that only the app needs.
 */
export async function buildContributions(
  app: AppDefinition,
  place: BuildPlace,
  dir: string,
): Promise<BuiltContributions> {
  const built: BuiltContributions = { files: {}, integrity: {}, imports: [], moduleIds: [] }
  for (const { id } of app.contributes ?? []) {
    const input = findContributionModule(place.root, id)
    if (input === undefined) continue
    const folder = contributionFolder(id)
    const outDir = join(dir, folder)
    const { start, names, imports, moduleIds } = await buildOne(app, place, { input, outDir })
    const inArtifact = (file: string) => folder + file
    const hashes = await hashFiles(outDir, names)
    for (const [file, hash] of Object.entries(hashes)) built.integrity[inArtifact(file)] = hash
    built.files[id] = {
      entry: inArtifact(start.entry),
      css: start.css.map(inArtifact),
      preload: start.preload.map(inArtifact),
      modules: start.modules.map(inArtifact),
    }
    built.imports.push(...imports)
    built.moduleIds.push(...moduleIds)
  }
  return built
}

async function buildOne(
  app: AppDefinition,
  place: BuildPlace,
  { input, outDir }: { input: string; outDir: string },
): Promise<ContributionBuild> {
  const key = JSON.stringify([input, app, place.features])
  const instance = `${app.name}@${place.version}`
  const known = await kept.restore(key, { instance, outDir })
  if (known !== null) return known
  const { bundle, sources } = await bundleOf(app, place, { input, outDir })
  const chunks = listChunks(bundle)
  const built = {
    start: describeFiles(bundle),
    names: Object.keys(bundle),
    imports: listBareImports(chunks, bundle),
    moduleIds: chunks.flatMap(chunk => chunk.moduleIds),
  }
  await kept.keep(key, built, { instance, sources, outDir })
  return built
}

async function bundleOf(
  app: AppDefinition,
  place: BuildPlace,
  { input, outDir }: { input: string; outDir: string },
): Promise<{ bundle: Bundle; sources: string[] }> {
  const bundles: { bundle: Bundle; sources: string[] }[] = []
  const describe: Plugin = {
    name: 'portico:contribution',
    writeBundle(_options, bundle) {
      requireExports(getEntry(bundle), ['mount', 'unmount'])
      bundles.push({ bundle, sources: [...this.getModuleIds()] })
    },
  }
  const config = moduleConfig(app, place, { input, outDir, describe })
  await build({ ...config, configFile: false, logLevel: 'error', publicDir: false })
  const [built] = bundles
  if (built === undefined) throw new Error(`${input} was not built`)
  return built
}

function describeFiles(bundle: Bundle): ContributionFiles {
  const entry = getEntry(bundle)
  const start = collectStatic(entry, bundle)
  const css = new Set(start.flatMap(chunk => [...(chunk.viteMetadata?.importedCss ?? [])]))
  return {
    entry: entry.fileName,
    css: [...css],
    preload: start.slice(1).map(({ fileName }) => fileName),
    modules: listChunks(bundle).map(({ fileName }) => fileName),
  }
}
