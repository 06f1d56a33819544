import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PackageError } from '../packages/package-error.ts'
import type { PublicPackage } from '../packages/public-packages.ts'
import { ROOT } from '../packages/root.ts'

const PNPM = join(ROOT, 'deploy/bootstrap/pnpm/node_modules/pnpm/bin/pnpm.mjs')
const TIMEOUT_MS = 60_000

export interface Archive {
  /** Absolute. */
  file: string
  sizeBytes: number
}

/** Packs a built package into `folder`: pnpm puts `publishConfig` in place, and real ranges for `workspace:` and `catalog:`. */
export async function pack(
  { dir, json, folder: place, maxKb }: PublicPackage,
  folder: string,
): Promise<Archive> {
  const args = [PNPM, 'pack', '--pack-destination', folder]
  await promisify(execFile)(process.execPath, args, { cwd: dir, timeout: TIMEOUT_MS, maxBuffer: 1 << 24 })
  const file = join(folder, `${json.name.slice(1).replace('/', '-')}-${json.version}.tgz`)
  const { size } = await stat(file)
  if (size > maxKb * 1000) {
    throw new PackageError(
      'PACKAGE_TOO_LARGE',
      `${place}: ${Math.ceil(size / 1000)} kB packed, the limit is ${maxKb} kB`,
    )
  }
  return { file, sizeBytes: size }
}
