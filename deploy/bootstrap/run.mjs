import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { ensureInstalled, pinnedNode, root } from './install.mjs'

const ORPHAN_CHECK_MS = 100

/**
 * For glibc's allocator, which keeps an arena for each thread and gives little of it back: after the first start the
 * processes of the product rest at 550 MB instead of 730 with these two.
 */
const ALLOCATOR = JSON.parse(readFileSync(new URL('allocator.json', import.meta.url), 'utf8'))

/** Installs what is missing, then hands over to `script` on the pinned Node with `flags`; signals and the exit code pass through. */
export function run(script, flags = []) {
  ensureInstalled()
  const node = pinnedNode()
  const child = spawn(node, [...flags, script, ...process.argv.slice(2)], {
    cwd: root,
    // By the channel the product notices the end of this process, also where that was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...ALLOCATOR, ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
  })
  // A terminal sends them to the child as well, which takes the first; a supervisor sends them to this process only.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  stopWhenOrphaned(child)
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

/** npm does not pass SIGTERM on, and SIGKILL it cannot; a supervisor that ends npm means the product. */
function stopWhenOrphaned(child) {
  const parents = readParents()
  const timer = setInterval(() => {
    if (readParents() === parents) return
    clearInterval(timer)
    child.kill('SIGTERM')
  }, ORPHAN_CHECK_MS)
  timer.unref()
}

/** Of this process; where npm has a shell in between, which outlives it, the shell's too. */
function readParents() {
  const parent = process.ppid
  return process.env.npm_lifecycle_event && process.platform === 'linux'
    ? `${parent} ${parentOfShell(parent)}`
    : `${parent}`
}

/** Its id; empty where the process is no shell, or has ended. */
function parentOfShell(pid) {
  try {
    // `4711 (sh) S 4710 ...`
    const [, name, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').match(/^\d+ \((.*)\) \S (\d+)/) ?? []
    return ['sh', 'dash', 'bash'].includes(name) ? parent : ''
  } catch {
    return ''
  }
}
