import { readdir, readFile } from 'node:fs/promises'

/**
 * Memory of a process and all below it in MB, shared pages counted in parts (PSS): what the machine has less of for as
 * long as they run. From Linux's /proc.
 */
export async function treeMegabytes(root: number): Promise<number> {
  const tree = new Set([root])
  const parents = await readParents()
  // Set iteration meets what is added on the way.
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.add(child)
  const kilobytes = await Promise.all(Array.from(tree, pssOf))
  return Math.round(kilobytes.reduce((sum, value) => sum + value, 0) / 1024)
}

async function readParents(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc')).map(Number).filter(Boolean)
  return new Map(await Promise.all(pids.map(async pid => [pid, await parentOf(pid)] as const)))
}

/** `pid (name) state ppid`, and a name may hold spaces. Zero for a process that has ended meanwhile. */
async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)
}

async function pssOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0)
}
