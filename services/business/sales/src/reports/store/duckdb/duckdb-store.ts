import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { KeptCopy, ReportCopy, ReportStore } from '../report-store.ts'
import { DuckDbCopy } from './duckdb-copy.ts'
import { prepareCopy } from './schema.ts'

const FILE = 'copy.duckdb'
const TENANT_FILE = 'tenant'
/** Of one copy at work; beside it are some 60 MB of the process itself. What a question needs more goes to the disk. */
const MEMORY_LIMIT = '160MB'
const MAX_SPILLED = '1GB'
/** What DuckDB says where another process has the file. */
const HELD = /could not set lock on file/i

/** Another process has it open. */
export class CopyHeld extends Error {}

/**
 * A file of DuckDB for each tenant, in a folder of its own. An instance that has opened one reaches no other file: the isolation
 * of tenants does not depend on what a question says.
 */
export class DuckDbStore implements ReportStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** A file that cannot be read, such as one of another version, is left behind: the copy is made anew. Throws `CopyHeld`. */
  async open(tenantId: string): Promise<ReportCopy> {
    const folder = this.#folderOf(tenantId)
    try {
      return await openCopy(folder, tenantId)
    } catch (cause) {
      if (cause instanceof CopyHeld) throw cause
      await rm(folder, { recursive: true, force: true })
      return openCopy(folder, tenantId)
    }
  }

  async forget(tenantId: string): Promise<void> {
    await rm(this.#folderOf(tenantId), { recursive: true, force: true })
  }

  async list(): Promise<KeptCopy[]> {
    const names = await readdir(this.#folder).catch(() => [])
    const found = await Promise.all(names.map(name => readKept(join(this.#folder, name))))
    return found.filter(copy => copy !== null)
  }

  /** Of a tenant's id no folder's name can be made that leads elsewhere. */
  #folderOf(tenantId: string): string {
    return join(this.#folder, createHash('sha256').update(tenantId).digest('hex').slice(0, 40))
  }
}

async function openCopy(folder: string, tenantId: string): Promise<ReportCopy> {
  await mkdir(folder, { recursive: true })
  // Its time of writing is when the copy was last used.
  await writeFile(join(folder, TENANT_FILE), tenantId)
  const instance = await openInstance(folder)
  try {
    const connection = await instance.connect()
    await prepareCopy(connection, tenantId)
    return new DuckDbCopy(connection, () => close(connection, instance))
  } catch (error) {
    instance.closeSync()
    throw error
  }
}

async function openInstance(folder: string): Promise<DuckDBInstance> {
  // 70 MB of program, which a service without reports never loads.
  const { DuckDBInstance } = await import('@duckdb/node-api')
  try {
    return await DuckDBInstance.create(join(folder, FILE), {
      threads: '1',
      memory_limit: MEMORY_LIMIT,
      max_temp_directory_size: MAX_SPILLED,
      // A small tenant's file is 300 kB rather than 3 MB.
      default_block_size: '16384',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      enable_external_access: 'false',
      lock_configuration: 'true',
    })
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : ''
    if (HELD.test(message))
      throw new CopyHeld(
        'Another process has the copy open: each process of sales needs a folder of its own.',
        {
          cause,
        },
      )
    throw cause
  }
}

async function close(connection: DuckDBConnection, instance: DuckDBInstance) {
  connection.closeSync()
  instance.closeSync()
}

/** Null: what lies there is no copy. */
async function readKept(folder: string): Promise<KeptCopy | null> {
  try {
    const [tenantId, { mtimeMs }, files] = await Promise.all([
      readFile(join(folder, TENANT_FILE), 'utf8'),
      stat(join(folder, TENANT_FILE)),
      readdir(folder),
    ])
    const sizes = await Promise.all(files.map(file => sizeOf(join(folder, file))))
    return { tenantId, usedAt: mtimeMs, bytes: sizes.reduce((sum, size) => sum + size, 0) }
  } catch {
    return null
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  return found?.size ?? 0
}
