import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RunningProduct } from '@portico/launcher/testing'

const root = resolve(import.meta.dirname, '../..')
const FILE = resolve(root, '../shared/data/online-retail.csv')
const TIMEOUT_MS = 180_000

export interface ImportFigures {
  /** Upload, check, job: from the first byte sent to the job's end. */
  seconds: number
  documentsCreated: number
}

/** The 10,000 lines of real orders by the command line; null where the file is not there. */
export async function benchImport(product: RunningProduct): Promise<ImportFigures | null> {
  if (!existsSync(FILE)) {
    console.log(`  skipped: ${FILE} is missing`)
    return null
  }
  const args = [
    '--disable-warning=ExperimentalWarning',
    'toolkit/cli/src/main.ts',
    'import',
    'csv',
    FILE,
    '--tenant',
    'empty',
    '--user',
    'owner',
    '--url',
    product.url,
    '--accept-problems',
    '--json',
  ]
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, PORTICO_PASSWORD: 'portico' },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: TIMEOUT_MS,
  })
  let output = ''
  child.stdout.on('data', chunk => {
    output += String(chunk)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`The import failed (${code}).`)
  const { documentsCreated } = JSON.parse(output) as { documentsCreated: number }
  return { seconds: (performance.now() - began) / 1000, documentsCreated }
}
