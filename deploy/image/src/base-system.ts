import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

const DEBOOTSTRAP_MS = 10 * 60_000
const SUITE = 'bookworm'

interface BaseOptions {
  folder: string
  /** Mirror of Debian's packages. */
  mirror: string
  /** The repository, whose Node is the image's. */
  root: string
}

/** What the image `node:<version>-slim` holds, as far as the Dockerfile needs it: a small Debian, Node and npm. */
export function makeBaseSystem({ folder, mirror, root }: BaseOptions): void {
  if (!existsSync(join(folder, 'bin/sh'))) {
    const line = ['--variant=minbase', '--include=ca-certificates,libatomic1', SUITE, folder, mirror]
    execFileSync('debootstrap', line, { stdio: ['ignore', 'ignore', 'inherit'], timeout: DEBOOTSTRAP_MS })
  }
  const bin = join(folder, 'usr/local/bin')
  const npm = dirname(dirname(realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim())))
  mkdirSync(bin, { recursive: true })
  cpSync(join(root, 'node_modules/node/bin/node'), join(bin, 'node'), { dereference: true })
  chmodSync(join(bin, 'node'), 0o755)
  cpSync(npm, join(folder, 'usr/local/lib/node_modules/npm'), { recursive: true })
  for (const name of ['npm', 'npx']) {
    if (!existsSync(join(bin, name)))
      symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(bin, name))
  }
}
