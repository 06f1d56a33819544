import { spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { ensureInstalled, pinnedNode, root } from './install.mjs'

const ORPHAN_CHECK_MS = 500

/**
 * For glibc's allocator, which keeps an arena for each thread and gives little of it back: after the first start the
 * processes of the product rest at 550 MB instead of 730 with these two.
 */
const THRIFTY_MALLOC = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }

/** Installs what is missing, then hands over to `script` on the pinned Node; signals and the exit code pass through. */
export function run(script) {
  ensureInstalled()
  const node = pinnedNode()
  const child = spawn(node, [script, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...THRIFTY_MALLOC, ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
  })
  // A terminal sends Ctrl-C to the child as well; a supervisor sends it to this process only.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  stopWhenOrphaned(child)
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

/** npm does not pass SIGTERM on; a supervisor that ends npm means the product. */
function stopWhenOrphaned(child) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    child.kill('SIGTERM')
  }, ORPHAN_CHECK_MS)
  timer.unref()
}
