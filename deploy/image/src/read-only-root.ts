import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BuiltImage } from './build-stages.ts'

/** Where the artifact store is mounted, as a volume is. */
export const STORE = '/mnt/artifacts'

/** Inside a mount namespace of its own, so that nothing of it stays: `$1` the image, `$2` the store, `$3` the user, `$4` the folder. */
const SCRIPT = `
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount --bind "$2" "$1${STORE}"
mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
mount --bind /dev "$1/dev"
mount -o remount,ro,bind "$1"
if touch "$1/written" 2> /dev/null; then echo 'the root can be written to' >&2; exit 70; fi
root=$1 user=$3 folder=$4
shift 4
exec chroot --userspec="$user" "$root" env -C "$folder" "$@"
`

/** Runs the entry of an image with a role's arguments as a container with `--read-only --tmpfs /tmp` does: root can write nowhere else either. */
export function runReadOnly(
  { folder, variables, user, workdir, entrypoint }: BuiltImage,
  store: string,
  { role, env }: { role: readonly string[]; env: Record<string, string> },
): ChildProcess {
  for (const path of ['dev', 'tmp', STORE]) mkdirSync(join(folder, path), { recursive: true })
  const inside = [folder, store, user, workdir, ...entrypoint, ...role]
  return spawn('unshare', ['--mount', '/bin/sh', '-c', SCRIPT, 'sh', ...inside], {
    env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin', ...Object.fromEntries(variables), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
