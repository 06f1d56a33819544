import { readdir, readFile } from 'node:fs/promises'

/** Proportional set size in MB of a process and all below it: shared pages are split among those who share them, so sums mean something. */
export async function memoryOfTree(pid: number): Promise<number> {
  const children = await childrenByParent()
  const pids = [pid]
  for (const next of pids) pids.push(...(children.get(next) ?? []))
  const sizes = await Promise.all(pids.map(proportionalSize))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Of this process alone. */
async function proportionalSize(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const kilobytes = Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0)
  return kilobytes / 1024
}

async function childrenByParent(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The command in brackets may hold anything; the parent is the second field after it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  return children
}
