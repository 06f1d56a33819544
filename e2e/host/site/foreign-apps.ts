import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processEnvironment } from '@portico/cli/environment'
import { run } from '@portico/cli/run'
import { buildForeignApps } from '../../src/foreign-builds.ts'
import { type ArtifactSet, addArtifact } from './artifacts.ts'

/** What `portico wrap` cannot take. */
const REFUSED = ['vue-full']

/** Adds the apps of `e2e/foreign`, built by their own tools and wrapped by the command line. */
export async function addForeignApps(set: ArtifactSet): Promise<ArtifactSet> {
  const built = await buildForeignApps()
  const names = (await readdir(built)).filter(name => !REFUSED.includes(name))
  return addWrapped(
    names.map(name => ({ name, folder: join(built, name) })),
    set,
  )
}

/** Adds apps as the command line wraps them. */
export async function addWrapped(
  apps: readonly { name: string; folder: string }[],
  set: ArtifactSet,
): Promise<ArtifactSet> {
  const out = await mkdtemp(join(tmpdir(), 'portico-wrapped-'))
  try {
    for (const { name, folder } of apps) {
      const said = await wrapFolder(folder, { name, out: join(out, name) })
      if (said !== null) throw new Error(said)
      await addArtifact(join(out, name, 'dist'), set)
    }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
  return set
}

/** What `portico wrap` says of an app that it cannot take. */
export async function wrapRefused(name: string): Promise<string> {
  const built = await buildForeignApps()
  const out = join(tmpdir(), `portico-refused-${process.pid}`)
  const said = await wrapFolder(join(built, name), { name, out })
  if (said === null) throw new Error(`${name} was wrapped into ${out}`)
  return said
}

/** Null: it was wrapped; else what was said instead. */
async function wrapFolder(
  folder: string,
  { name, out }: { name: string; out: string },
): Promise<string | null> {
  let said = ''
  const write = (text: string) => {
    said += text
  }
  const argv = ['wrap', folder, '--name', name, '--base', `/${name}`, '--out', out]
  const code = await run(argv, { ...processEnvironment(), out: write, error: write })
  return code === 0 ? null : said
}
