import { readFile } from 'node:fs/promises'
import { decide, decodeList, type MemberList, TenantSet } from '@portico/release'

/** Measures one way to hold the gray list, in a process of its own so that memory is its own; prints JSON. */

const ROUNDS = 5
const PER_ROUND = 1_000_000
const RELEASE = { salt: 'rel-2025w10', percentBp: 100, keptBp: 100, constraints: [] }

interface GrayList {
  has(tenantId: string): boolean
}

const loaders: Record<string, (file: string) => Promise<GrayList>> = {
  table: async file => TenantSet.of(decodeList(await readFile(file)).added),
  set: async file => new Set((await readFile(file, 'utf8')).split('\n')),
}

const [kind = '', file = ''] = process.argv.slice(2)
const load = loaders[kind]
if (!load || !globalThis.gc) throw new Error('usage: node --expose-gc decisions-worker.ts table|set <file>')

globalThis.gc()
const before = process.memoryUsage()
const startedAt = performance.now()
const list = await load(file)
const loadMs = performance.now() - startedAt
globalThis.gc()
const after = process.memoryUsage()
const bytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers

/** Every other one is on the list. Made before measuring: a gateway has the id already. */
const tenants = Array.from({ length: 20_000 }, (_, n) => (n % 2 ? `org-${90_000_000 + 61 * n}` : `t_${n}`))

function measureRound(): number {
  let gray = 0
  // CPU time: what else the machine does is not the decision's.
  const from = process.cpuUsage()
  for (let n = 0; n < PER_ROUND; n++) {
    const tenantId = tenants[n % tenants.length] as string
    const isMember = (name: MemberList) => name === 'allow' && list.has(tenantId)
    if (decide(RELEASE, { tenantId, facts: {}, isKilled: false, hasLane: false, isMember }).isGray) gray += 1
  }
  if (gray < PER_ROUND / 2) throw new Error(`Only ${gray} decisions were gray`)
  const { user, system } = process.cpuUsage(from)
  return ((user + system) * 1e3) / PER_ROUND
}

const times = Array.from({ length: ROUNDS }, measureRound).sort((a, b) => a - b)
console.log(JSON.stringify({ loadMs, megabytes: bytes / 1024 ** 2, nsPerDecision: times[ROUNDS >> 1] }))
