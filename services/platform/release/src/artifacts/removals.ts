import type { ArtifactKey } from '@portico/artifact-store'
import type { Database, ServiceContext, Transaction } from '@portico/service-kit'
import type { ArtifactHome } from './artifact-home.ts'
import { findArtifact } from './artifact-table.ts'
import { lockVersion } from './lock-version.ts'

/** A store that is away is not asked for every one of a thousand. */
const MAX_FAILURES = 5

/** Written by the transaction that deletes the row: what is noted here has files that are still to be dropped. */
export async function noteRemoval(tx: Transaction, { name, version }: ArtifactKey): Promise<void> {
  await tx.run('insert into artifact_removal (name, version) values ($1, $2) on conflict do nothing', [
    name,
    version,
  ])
}

/**
 * Drops the files of deleted artifacts, after the commit: files without a row do no harm, a row without files would.
 * Nothing here throws; what could not be dropped stays noted and is tried again.
 */
export class Removals {
  readonly #database: Database
  readonly #log: ServiceContext['log']
  readonly #home: ArtifactHome
  /** One at a time: each holds a connection as long as the store takes. */
  #turn: Promise<unknown> = Promise.resolve()
  #isStopping = false

  constructor({ database, log }: Pick<ServiceContext, 'database' | 'log'>, home: ArtifactHome) {
    this.#database = database
    this.#log = log
    this.#home = home
  }

  /** False: its files are there still. */
  finish(key: ArtifactKey): Promise<boolean> {
    const result = this.#turn.then(() => this.#finishLogged(key))
    this.#turn = result
    return result
  }

  async finishAll(): Promise<void> {
    let failures = 0
    for (const key of await this.#list()) {
      if (!(await this.finish(key))) failures += 1
      if (failures === MAX_FAILURES || this.#isStopping) return
    }
  }

  /** After what is under way. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#turn
  }

  async #finishLogged({ name, version }: ArtifactKey): Promise<boolean> {
    try {
      await this.#database.transaction({}, tx => this.#drop(tx, { name, version }))
      return true
    } catch (error) {
      const facts = { cause: error, artifact: `${name}@${version}` }
      this.#log.warn(facts, 'the files of a deleted artifact could not be dropped; that is tried again')
      return false
    }
  }

  /** Published again meanwhile, the files are those of the new row. */
  async #drop(tx: Transaction, key: ArtifactKey): Promise<void> {
    await lockVersion(tx, key)
    if (!(await findArtifact(tx, key))) await this.#home.drop(key)
    await tx.run('delete from artifact_removal where name = $1 and version = $2', [key.name, key.version])
  }

  /** In no order: some that can never be dropped must not keep the others waiting for ever. */
  async #list(): Promise<ArtifactKey[]> {
    try {
      const sql = 'select name, version from artifact_removal order by random()'
      return (await this.#database.execute<ArtifactKey>(sql)).rows
    } catch (error) {
      this.#log.warn(
        { cause: error },
        'the files of deleted artifacts could not be listed; that is tried again',
      )
      return []
    }
  }
}
