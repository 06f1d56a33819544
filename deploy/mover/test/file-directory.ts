import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Directory, ServingInstance } from '../src/move/directory.ts'

const SERVING = ['home', 'east'].map(cell => ({ service: 'ledger', cell, isHealthy: true }))

/** Outlives the mover, as the release service does. */
export function fileDirectory(file: string, instances: readonly ServingInstance[] = SERVING): Directory {
  const readAll = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})
  return {
    read: async tenantId => readAll()[tenantId] ?? { tenantId, cell: 'home', generation: 0 },
    listInstances: async () => instances,
    write: async cell => writeFileSync(file, JSON.stringify({ ...readAll(), [cell.tenantId]: cell })),
  }
}
