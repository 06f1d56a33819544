import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import { describeApp } from './describe-app.ts'
import type { FramedBuild } from './wrap.ts'

/** Writes a wrapped build with its `portico.json` into a folder, which is emptied first. */
export async function writeArtifact(
  dir: string,
  { files, start }: FramedBuild,
  { app, version }: { app: AppDefinition; version: string },
): Promise<void> {
  await rm(dir, { recursive: true, force: true })
  for (const [file, content] of files) {
    await mkdir(dirname(join(dir, file)), { recursive: true })
    await writeFile(join(dir, file), content)
  }
  const manifest: Manifest = { ...describeApp({ ...app, shared: {} }, version), ...start }
  await writeFile(join(dir, 'portico.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
