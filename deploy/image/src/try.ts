import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeBaseSystem } from './base-system.ts'
import { buildStages } from './build-stages.ts'
import { readDockerfile } from './read-dockerfile.ts'
import { serveImage } from './serve-image.ts'

/**
 * Builds the image by the steps of its Dockerfile without a container engine, and lets it serve on a read-only root: as root, on Debian
 * with `debootstrap`. `--base` keeps the small Debian for the next time.
 */
const root = resolve(import.meta.dirname, '../../..')
const { values } = parseArgs({
  options: {
    mirror: { type: 'string', default: 'http://deb.debian.org/debian' },
    base: { type: 'string' },
  },
})
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'

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
    await serveImage(image, into)
  } finally {
    rmSync(into, { recursive: true, force: true })
  }
}

await main()
