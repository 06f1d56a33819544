import type { CachedEntity, CacheFigures, OperationUses } from '@portico/release'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { formatTable } from '../output/table.ts'

export function addCacheShow(cache: Command, cli: Cli): void {
  addCallerOptions(
    cache
      .command('show')
      .description(
        'How often answers and entities were found in the cache of the gateway process that answers, since it started.',
      ),
  ).action((flags: CallerFlags) =>
    cli.withCaller(flags, async api => {
      const figures = await api.ofGateway<CacheFigures>('/cache')
      return { json: figures, text: describe(figures) }
    }),
  )
}

function describe({ operations, entities, keys }: CacheFigures): string[] {
  if (operations.length === 0 && entities.length === 0) return ['Nothing was asked for yet']
  return [
    ...formatTable(
      ['OPERATION', 'FOUND', 'MEMORY', 'SHARED', 'JOINED', 'STALE', 'MADE', 'KB'],
      operations.toSorted((a, b) => askedOf(b) - askedOf(a)).map(rowOf),
    ),
    '',
    ...formatTable(['ENTITY', 'FOUND', 'HITS', 'MISSES'], entities.map(entityRow)),
    '',
    ...formatTable(
      ['TENANT', 'OPERATION', 'ASKED', 'KB'],
      keys.map(({ tenantId, operation, uses, size }) => [tenantId, operation, `${uses}`, kilobytes(size)]),
    ),
  ]
}

function foundOf({ memory, shared, joined, stale }: OperationUses): number {
  return memory + shared + joined + stale
}

function askedOf(uses: OperationUses): number {
  return foundOf(uses) + uses.miss
}

function rowOf(uses: OperationUses): string[] {
  const { name, memory, shared, joined, stale, miss, storedSize } = uses
  const counts = [memory, shared, joined, stale, miss].map(String)
  return [name, share(foundOf(uses), askedOf(uses)), ...counts, kilobytes(storedSize)]
}

function entityRow({ name, hits, misses }: CachedEntity): string[] {
  return [name, share(hits, hits + misses), String(hits), String(misses)]
}

function share(part: number, all: number): string {
  return all === 0 ? '-' : `${Math.round((100 * part) / all)} %`
}

function kilobytes(size: number): string {
  return (size / 1024).toFixed(1)
}
