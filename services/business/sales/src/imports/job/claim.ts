import type { Transaction } from '@portico/service-kit'
import type { SalesStore } from '../../documents/sales-store.ts'
import { getJob, type ImportFailure, type StoredJob } from './job.ts'
import { dropFile, type ImportKey } from './orphans.ts'
import { setHeldBackSums } from './sums.ts'

export type ImportStage = 'ROWS' | 'PRODUCTS' | 'CUSTOMERS' | 'DOCUMENTS'

/** Counters that a step adds to, and what it moves the job on to. */
export interface Step {
  rowsStaged?: number
  rowsTotal?: number
  rowsDone?: number
  rowsRejected?: number
  documentsCreated?: number
  documentsRecognised?: number
  documentsSkipped?: number
  documentsReplaced?: number
  productsCreated?: number
  customersCreated?: number
  stage?: ImportStage
}

/** The import was cancelled, or another worker has taken it over: the worker that catches this has nothing more to do. */
export class ClaimLost extends Error {
  constructor(importId: string) {
    super(`Import ${importId} is no longer ours`)
    this.name = 'ClaimLost'
  }
}

/**
 * One worker's right to write to one import. Each step checks it in the transaction that does the work, so a worker that
 * was thought dead and wakes up writes nothing, and work and counters are never apart.
 */
export class ImportClaim {
  readonly tenantId: string
  readonly importId: string
  readonly #store: SalesStore
  readonly #epoch: number
  readonly #signal: AbortSignal

  private constructor(store: SalesStore, key: ImportKey, epoch: number, signal: AbortSignal) {
    this.#store = store
    this.tenantId = key.tenantId
    this.importId = key.importId
    this.#epoch = epoch
    this.#signal = signal
  }

  /** Null when the import has come to its end. After `signal` no step begins. */
  static async take(store: SalesStore, key: ImportKey, signal: AbortSignal): Promise<ImportClaim | null> {
    const { tenantId, importId } = key
    const taken = await store.tenant(tenantId, tx =>
      tx.find<{ epoch: number }>(
        `update import_job set status = 'RUNNING', started_at = coalesce(started_at, now()), epoch = epoch + 1
         where tenant_id = $1 and id = $2 and status in ('QUEUED', 'RUNNING') returning epoch`,
        [tenantId, importId],
      ),
    )
    return taken ? new ImportClaim(store, key, taken.epoch, signal) : null
  }

  read(): Promise<StoredJob & { stage: ImportStage; rowsStaged: number; currency: string }> {
    return this.#store.tenant(this.tenantId, async tx => ({
      ...(await getJob(tx, this.tenantId, this.importId)),
      ...(await tx.get<{ stage: ImportStage; rowsStaged: number; currency: string }>(
        'select stage, rows_staged as "rowsStaged", currency from import_job where tenant_id = $1 and id = $2',
        [this.tenantId, this.importId],
      )),
    }))
  }

  /** One transaction of work and its counters. Throws ClaimLost, and then nothing of it is written. */
  async step(work: (tx: Transaction) => Promise<Step>): Promise<Step> {
    this.#signal.throwIfAborted()
    return this.#store.tenant(this.tenantId, async tx => {
      await this.#assertOurs(tx)
      const step = await work(tx)
      await this.#count(tx, step)
      return step
    })
  }

  /** Ends the import, and with it its file. */
  finish(failure: ImportFailure | null): Promise<void> {
    return this.#store.tenant(this.tenantId, async tx => {
      await this.#assertOurs(tx)
      await tx.run(
        `update import_job set status = $3, failure = $4, finished_at = now() where tenant_id = $1 and id = $2`,
        [this.tenantId, this.importId, failure ? 'FAILED' : 'DONE', failure ? JSON.stringify(failure) : null],
      )
      await setHeldBackSums(tx, this)
      await dropFile(tx, this.tenantId, this.importId)
    })
  }

  async #assertOurs(tx: Transaction) {
    const held = await tx.find(
      `select 1 from import_job where tenant_id = $1 and id = $2 and epoch = $3 and status = 'RUNNING' for update`,
      [this.tenantId, this.importId, this.#epoch],
    )
    if (!held) throw new ClaimLost(this.importId)
  }

  async #count(tx: Transaction, step: Step) {
    await tx.run(
      `update import_job set rows_staged = rows_staged + $3, rows_total = greatest(rows_total, $4), rows_done = rows_done + $5,
         rows_rejected = rows_rejected + $6, documents_created = documents_created + $7,
         documents_recognised = documents_recognised + $8, products_created = products_created + $9,
         customers_created = customers_created + $10, stage = coalesce($11, stage),
         documents_skipped = documents_skipped + $12, documents_replaced = documents_replaced + $13
       where tenant_id = $1 and id = $2`,
      [
        this.tenantId,
        this.importId,
        step.rowsStaged ?? 0,
        step.rowsTotal ?? 0,
        step.rowsDone ?? 0,
        step.rowsRejected ?? 0,
        step.documentsCreated ?? 0,
        step.documentsRecognised ?? 0,
        step.productsCreated ?? 0,
        step.customersCreated ?? 0,
        step.stage ?? null,
        step.documentsSkipped ?? 0,
        step.documentsReplaced ?? 0,
      ],
    )
  }
}
