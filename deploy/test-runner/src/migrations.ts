import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractFaults } from './migrations/contract-faults.ts'
import grandfathered from './migrations/grandfathered.json' with { type: 'json' }
import { listFiles } from './repository/list-files.ts'
import { root } from './repository/root.ts'

const MIGRATION = /(?:^|\/)migrations\/\d+\.do\.[\w.-]+\.sql$/

/** Refuses migrations that a version beside them could not live with. Older ones are known by what they hold, to the last byte. */
async function main(): Promise<number> {
  const known: Readonly<Record<string, string>> = grandfathered
  const paths = listFiles().filter(path => MIGRATION.test(path) && !path.includes('/test/'))
  let count = 0
  for (const path of paths) {
    const sql = readFileSync(join(root, path), 'utf8')
    const faults = await contractFaults(sql)
    if (faults.length === 0 || known[path] === hashOf(sql)) continue
    count += faults.length
    for (const { line, message } of faults) console.log(`${path}:${line} ${message}`)
  }
  const lost = Object.keys(known).filter(path => !paths.includes(path))
  for (const path of lost) console.log(`${path} is grandfathered and no migration: take it off the list`)
  console.log(`${paths.length} migrations, ${count} statements an older version could not live with`)
  return count + lost.length > 0 || paths.length === 0 ? 1 : 0
}

/** Checkouts of Windows may turn LF into CRLF. */
function hashOf(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
}

process.exitCode = await main()
