import { spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { ensureInstalled, pinnedNode, root } from './install.mjs'

/** Installs what is missing, then hands over to `script` on the pinned Node; signals and the exit code pass through. */
export function run(script) {
  ensureInstalled()
  const node = pinnedNode()
  const child = spawn(node, [script, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
  })
  // A terminal sends Ctrl-C to the child as well; a supervisor sends it to this process only.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
