import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'

const run = resolve(import.meta.dirname, '../../bootstrap/run.mjs')
/** As the launcher does: the first sign of an end ends it. */
const LAUNCHER = `
import { writeFileSync, appendFileSync } from 'node:fs'
const [, , dir] = process.argv
const end = reason => { appendFileSync(dir + '/noticed', reason); process.exit(0) }
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
process.on('disconnect', () => end('disconnect'))
setInterval(() => {}, 1000)
writeFileSync(dir + '/pids', process.ppid + ' ' + process.pid)
`

let dir: string
let npm: ChildProcess

/** npm as it starts the product: a shell stands between, and the whole is a session of its own. */
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portico-bootstrap-'))
  await writeFile(join(dir, 'launcher.mjs'), LAUNCHER)
  await writeFile(join(dir, 'start.mjs'), `import { run } from '${run}'\nrun('${dir}/launcher.mjs')\n`)
  const command = `${process.execPath} ${dir}/start.mjs ${dir}; exit $?`
  const script = `require('node:child_process').spawn('sh', ['-c', ${JSON.stringify(command)}], { stdio: 'ignore' })`
  const env = { ...process.env, npm_lifecycle_event: 'start' }
  npm = spawn(process.execPath, ['-e', script], { detached: true, stdio: 'ignore', env })
  onTestFinished(async () => {
    killGroup()
    await rm(dir, { recursive: true, force: true })
  })
})

const read = (file: string) => readFile(join(dir, file), 'utf8').catch(() => '')

async function started(): Promise<{ bootstrap: number; launcher: number }> {
  await vi.waitFor(async () => expect(await read('pids')).not.toBe(''), { timeout: 10_000 })
  const [bootstrap = 0, launcher = 0] = (await read('pids')).split(' ').map(Number)
  return { bootstrap, launcher }
}

function killGroup() {
  try {
    process.kill(-(npm.pid as number), 'SIGKILL')
  } catch {
    // It has ended.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s to the bootstrap alone reaches the product',
  async signal => {
    const { bootstrap, launcher } = await started()
    process.kill(bootstrap, signal)
    await vi.waitFor(async () => expect(await read('noticed')).toBe(signal))
    await vi.waitFor(() => expect([bootstrap, launcher].filter(isAlive)).toEqual([]))
  },
)

it('npm that is killed, and leaves its shell behind, ends the product', async () => {
  const { bootstrap, launcher } = await started()
  npm.kill('SIGKILL')
  await once(npm, 'exit')
  await vi.waitFor(async () => expect(await read('noticed')).toBe('SIGTERM'))
  await vi.waitFor(() => expect([bootstrap, launcher].filter(isAlive)).toEqual([]))
})

it('a bootstrap that is killed ends the product', async () => {
  const { bootstrap } = await started()
  process.kill(bootstrap, 'SIGKILL')
  await vi.waitFor(async () => expect(await read('noticed')).toBe('disconnect'))
})
