import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { encodeList, fingerprintOf } from '@portico/release'
import { median } from './measure/statistics.ts'

export const GRAY_TENANTS = 1_300_000
const ROUNDS = 3
const WORKER_TIMEOUT_MS = 120_000

export interface ListFigures {
  /** From the file on disk to the first decision. */
  loadMs: number
  megabytes: number
  nsPerDecision: number
}

export interface DecisionFigures {
  /** Portico's open-addressed table of fingerprints. */
  table: ListFigures
  /** What one would write first: a Set of the ids. */
  set: ListFigures
}

const run = promisify(execFile)

/** Both in turns, each time in a process of its own. */
export async function benchDecisions(): Promise<DecisionFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-bench-'))
  try {
    const ids = Array.from({ length: GRAY_TENANTS }, (_, n) => `org-${90_000_000 + n}`)
    const files = { table: join(folder, 'table'), set: join(folder, 'set') }
    const added = ids.map(fingerprintOf)
    await writeFile(files.table, encodeList({ revision: 1, isFull: true, added, removed: [] }))
    await writeFile(files.set, ids.join('\n'))
    const figures: Record<keyof DecisionFigures, ListFigures[]> = { table: [], set: [] }
    for (let round = 0; round < ROUNDS; round++) {
      for (const kind of ['table', 'set'] as const) figures[kind].push(await measure(kind, files[kind]))
    }
    return { table: middle(figures.table), set: middle(figures.set) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(kind: string, file: string): Promise<ListFigures> {
  const worker = join(import.meta.dirname, 'decisions-worker.ts')
  const flags = ['--expose-gc', '--disable-warning=ExperimentalWarning']
  const { stdout } = await run(process.execPath, [...flags, worker, kind, file], {
    timeout: WORKER_TIMEOUT_MS,
  })
  return JSON.parse(stdout) as ListFigures
}

function middle(all: ListFigures[]): ListFigures {
  const of = (name: keyof ListFigures) => median(all.map(figures => figures[name]))
  return { loadMs: of('loadMs'), megabytes: of('megabytes'), nsPerDecision: of('nsPerDecision') }
}
