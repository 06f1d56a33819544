import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArtifactKey } from '@portico/artifact-store'
import type { BuiltSet } from '../baseline/overlaid.ts'
import { type ArtifactMetadata, describeManifest, parseObject } from '../manifests/artifact-metadata.ts'
import { type ReadFile, readFolder } from '../manifests/file-facts.ts'
import { releaseProblems } from '../store/problems.ts'

export interface Build extends ArtifactKey {
  metadata: ArtifactMetadata
  files: ReadFile[]
}

/** In the order they are locked in. */
export function buildKeys({ shell, apps, shared, others = [] }: BuiltSet): ArtifactKey[] {
  const named = [['shell', shell] as const, ...Object.entries(apps), ...Object.entries(shared)]
  const keys = [...named.map(([name, version]) => ({ name, version })), ...others]
  return keys.sort((a, b) => (buildLabel(a) < buildLabel(b) ? -1 : 1))
}

export function buildLabel({ name, version }: ArtifactKey): string {
  return `${name}@${version}`
}

/** The shell's build does not say its own name: it needs none to be served. Throws ARTIFACT_UNKNOWN. */
export async function readBuild(dir: string, { name, version }: ArtifactKey): Promise<Build> {
  const text = await readFile(join(dir, 'portico.json'), 'utf8').catch(() => null)
  if (text === null) {
    throw releaseProblems.ARTIFACT_UNKNOWN(`${name}@${version} was not built.`, { name, version })
  }
  const metadata = describeManifest({ integrity: {}, ...parseObject(text), name, version })
  return { name, version, metadata, files: await readFolder(dir) }
}
