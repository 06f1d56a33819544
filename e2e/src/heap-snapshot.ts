import type { CDPSession } from '@playwright/test'

/** What the engine holds, in bytes. A snapshot is taken after a full collection and counts each object once. */
export interface HeapContent {
  /** Values of scripts: objects, arrays, strings, functions, and the shapes of objects. */
  values: number
  /** Compiled functions and what the engine has learnt of them; as much as there is code, which the engine throws away when it is old. */
  code: number
  /** Of the browser: nodes, styles, requests. Without what it keeps for the debugger. */
  native: number
  /** Bytes by kind and constructor, such as `object Order`. */
  byName: Map<string, number>
}

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }
  nodes: number[]
  strings: string[]
}

/** Bodies and headers of answers, which the browser keeps for a debugger that may ask for them. */
const OF_DEBUGGER = /^native blink::NetworkResourcesData/
/** Texts have their content for a name. */
const TEXTS = new Set(['string', 'concatenated string', 'sliced string', 'number'])
const MAX_NAME_CHARS = 80

export async function readHeap(session: CDPSession): Promise<HeapContent> {
  const chunks: string[] = []
  const keep = ({ chunk }: { chunk: string }) => void chunks.push(chunk)
  session.on('HeapProfiler.addHeapSnapshotChunk', keep)
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  session.off('HeapProfiler.addHeapSnapshotChunk', keep)
  return contentOf(JSON.parse(chunks.join('')) as Snapshot)
}

export function contentOf({ snapshot: { meta }, nodes, strings }: Snapshot): HeapContent {
  const [types] = meta.node_types
  const [typeAt, nameAt, sizeAt] = ['type', 'name', 'self_size'].map(field => meta.node_fields.indexOf(field))
  const content: HeapContent = { values: 0, code: 0, native: 0, byName: new Map() }
  const read = (at: number | undefined) => nodes[at ?? 0] ?? 0
  for (let start = 0; start < nodes.length; start += meta.node_fields.length) {
    const type = types[read(start + (typeAt ?? 0))] ?? ''
    const size = read(start + (sizeAt ?? 0))
    const name = TEXTS.has(type)
      ? type
      : `${type} ${(strings[read(start + (nameAt ?? 0))] ?? '').slice(0, MAX_NAME_CHARS)}`
    if (OF_DEBUGGER.test(name)) continue
    content[type === 'code' || type === 'native' ? type : 'values'] += size
    content.byName.set(name, (content.byName.get(name) ?? 0) + size)
  }
  return content
}

/** What grew most from one to the other, as `+12 kB object Order`. */
export function growthOf(before: HeapContent, after: HeapContent, count: number): string[] {
  return Array.from(after.byName, ([name, size]) => ({ name, more: size - (before.byName.get(name) ?? 0) }))
    .sort((one, other) => other.more - one.more)
    .slice(0, count)
    .map(({ name, more }) => `+${(more / 1000).toFixed(1)} kB ${name}`)
}
