import { type ChildProcess, spawn } from 'node:child_process'
import type { RunAs } from './run-as.ts'

/**
 * Waits for a line, or for the end of its input: that is the end of this process, however it came. Others that end with it get
 * a second to let go of the database; then it is stopped as `stop` stops it.
 */
const SCRIPT = 'read -r line; [ -n "$line" ] && exit; sleep 1; kill -INT "$1"'
const STOPPED = 'stopped\n'

/**
 * Keeps a server from outliving this process: not even the kill of a whole process group, which leaves no chance to stop
 * anything, leaves one behind. A shell of 1 MB, in a group of its own. Resolves at once; the guard ends with the server.
 */
export function guard(server: ChildProcess, runAs: RunAs | null): void {
  if (process.platform === 'win32') return
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'guard', String(server.pid)], {
    ...runAs,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without one, a product that is killed leaves its server behind, as `stopOrphan` expects.
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.unref()
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  server.once('exit', () => child.stdin.end(STOPPED))
}
