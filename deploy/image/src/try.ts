import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { makeBaseSystem } from './base-system.ts'
import { type BuiltImage, buildStages } from './build-stages.ts'
import { readDockerfile } from './read-dockerfile.ts'

/**
 * Builds the image by the steps of its Dockerfile without a container engine, and lets it serve: as root, on Debian with
 * `debootstrap`. `--base` keeps the small Debian for the next time.
 */
const root = resolve(import.meta.dirname, '../../..')
const { values } = parseArgs({
  options: {
    mirror: { type: 'string', default: 'http://deb.debian.org/debian' },
    base: { type: 'string' },
  },
})
const PORT = '18080'
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'
const START_MS = 60_000

async function main(): Promise<void> {
  const into = mkdtempSync(join(tmpdir(), 'portico-image-'))
  try {
    const base = values.base ?? join(into, 'base')
    makeBaseSystem({ folder: base, mirror: values.mirror, root })
    for (const file of ['/etc/resolv.conf', '/etc/hosts', CERTIFICATES]) copyFileSync(file, join(base, file))
    execFileSync('chmod', ['1777', join(base, 'tmp')])
    const env = {
      npm_config_registry: execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim(),
      NODE_EXTRA_CA_CERTS: CERTIFICATES,
    }
    const image = buildStages(readDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8')), {
      ...{ root, base, env },
      into,
    })
    const size = execFileSync('du', ['-sm', join(image.folder, image.workdir)], { encoding: 'utf8' }).split(
      '\t',
    )[0]
    console.log(`built: ${size} MB above the base`)
    await serve(image)
  } finally {
    rmSync(into, { recursive: true, force: true })
  }
}

/** Without any engine a gateway is alive, and not ready, for it has no rules; it ends by itself at SIGTERM. */
async function serve({ folder, variables, user, workdir, entrypoint }: BuiltImage): Promise<void> {
  mkdirSync(join(folder, 'dev'), { recursive: true })
  const inside = ['--userspec', user, folder, 'env', '-C', workdir, ...entrypoint, 'gateway']
  const child = spawn('chroot', inside, {
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin',
      ...{ HOST: '127.0.0.1', PORT, PORTICO_SECRET: 's'.repeat(32), PORTICO_DRAIN_MS: '0' },
      ...Object.fromEntries(variables),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit')
  try {
    const alive = await statusOf('/healthz')
    const ready = await statusOf('/readyz')
    console.log(`gateway as ${user}: /healthz ${alive}, /readyz ${ready}`)
    if (alive !== 200 || ready !== 503) throw new Error('The image does not serve as it should')
  } finally {
    child.kill('SIGTERM')
  }
  const [code] = await ended
  console.log(`it ended with ${code}`)
  if (code !== 0) process.exitCode = 1
}

async function statusOf(path: string): Promise<number> {
  const end = Date.now() + START_MS
  for (;;) {
    try {
      return (await fetch(`http://127.0.0.1:${PORT}${path}`)).status
    } catch (cause) {
      if (Date.now() > end) throw new Error(`Nothing answers at ${path}`, { cause })
      await sleep(200)
    }
  }
}

await main()
