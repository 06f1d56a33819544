import type { ServiceMap } from './use-service-map.ts'

interface MapRevision {
  revision: string
  count: number
  failures: number
  p95Ms: number | null
}

export interface MapNode {
  name: string
  x: number
  y: number
  width: number
  height: number
  /** Stable before gray; none of what only calls. */
  revisions: readonly MapRevision[]
}

interface MapEdge {
  key: string
  caller: string
  service: string
  /** Of an SVG path. */
  path: string
  /** Where a text about it stands. */
  middle: { x: number; y: number }
  count: number
  failures: number
}

export interface MapLayout {
  width: number
  height: number
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
}

const NODE_WIDTH = 196
const HEAD_HEIGHT = 34
const REVISION_HEIGHT = 36
const COLUMN_WIDTH = 250
const GAP = 20
/** Room for the curve of a call within a column. */
const MARGIN = 44
/** Services that call each other in a circle would move each other to the right without end. */
const MAX_COLUMNS = 6

/** Each part of the platform to the right of those that call it, the most called one on top. */
export function layoutMap({ services, calls }: Pick<ServiceMap, 'services' | 'calls'>): MapLayout {
  const columns = columnsOf(calls)
  const busiest = (name: string) => sum(services.filter(({ service }) => service === name))
  const names = [...columns.keys()].toSorted((one, other) => busiest(other) - busiest(one))
  const bottoms: number[] = []
  const nodes = names.map((name): MapNode => {
    const column = columns.get(name) ?? 0
    const revisions = services.filter(({ service }) => service === name).toSorted(stableFirst)
    const height = HEAD_HEIGHT + revisions.length * REVISION_HEIGHT
    const y = bottoms[column] ?? 0
    bottoms[column] = y + height + GAP
    return { name, x: column * COLUMN_WIDTH, y, width: NODE_WIDTH, height, revisions }
  })
  const last = Math.max(0, ...columns.values())
  return {
    width: last * COLUMN_WIDTH + NODE_WIDTH + MARGIN,
    height: Math.max(0, ...bottoms.map(bottom => bottom - GAP)),
    nodes,
    edges: edgesOf(calls, nodes),
  }
}

export function isStable(revision: string): boolean {
  return /^stable(?:@|$)/.test(revision)
}

export function stableFirst(one: { revision: string }, other: { revision: string }): number {
  const difference = Number(isStable(other.revision)) - Number(isStable(one.revision))
  return difference || one.revision.localeCompare(other.revision)
}

function columnsOf(calls: ServiceMap['calls']): Map<string, number> {
  const columns = new Map(calls.flatMap(({ caller, service }) => [caller, service]).map(name => [name, 0]))
  for (let round = 1; round < MAX_COLUMNS; round += 1) {
    for (const { caller, service } of calls) {
      const right = Math.min(MAX_COLUMNS - 1, (columns.get(caller) ?? 0) + 1)
      if (caller !== service) columns.set(service, Math.max(columns.get(service) ?? 0, right))
    }
  }
  return columns
}

/** One line a pair, of all revisions. */
function edgesOf(calls: ServiceMap['calls'], nodes: readonly MapNode[]): MapEdge[] {
  const places = new Map(nodes.map(node => [node.name, node]))
  const pairs = Map.groupBy(calls, ({ caller, service }) => `${caller} ${service}`)
  return [...pairs].flatMap(([key, made]) => {
    const [{ caller, service } = { caller: '', service: '' }] = made
    const [from, to] = [places.get(caller), places.get(service)]
    if (!from || !to) return []
    const failures = made.reduce((total, one) => total + one.failures, 0)
    return [{ key, caller, service, ...lineOf(from, to), count: sum(made), failures }]
  })
}

/** From a right side to a left one; within a column, or back, around the right side. */
function lineOf(from: MapNode, to: MapNode): Pick<MapEdge, 'path' | 'middle'> {
  const start = { x: from.x + from.width, y: from.y + HEAD_HEIGHT / 2 }
  const isForward = to.x > from.x
  const end = { x: isForward ? to.x : to.x + to.width, y: to.y + HEAD_HEIGHT / 2 }
  const bend = isForward ? (end.x - start.x) / 2 : MARGIN
  const control = isForward ? end.x - bend : Math.max(start.x, end.x) + bend
  const path = `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${control} ${end.y} ${end.x} ${end.y}`
  const x = isForward ? (start.x + end.x) / 2 : Math.max(start.x, end.x) + bend * 0.75
  return { path, middle: { x, y: (start.y + end.y) / 2 } }
}

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0)
}
