import {
  amongTenants,
  problems,
  type ServiceContext,
  type Transaction,
  UploadSlots,
} from '@portico/service-kit'

/** Files that arrive at the same moment: of one company, in one process, and of all companies at all copies of the service. */
export const MAX_ARRIVING = 4
const MAX_ARRIVING_HERE = 16
export const MAX_ARRIVING_IN_ALL = 64
/** The sender has 10 minutes for the bytes, and then the file is read: what takes longer was left behind by a crash. */
export const ARRIVING_MINUTES = 20
const RETRY_AFTER_SECONDS = 5

const ARRIVING = `status = 'UPLOADING' and created_at > now() - make_interval(mins => ${ARRIVING_MINUTES})`

/** What lets a file in, or not: the disk, and how many arrive already. */
export class UploadRoom {
  readonly #service: Pick<ServiceContext, 'database' | 'disk'>
  readonly #here = new UploadSlots({ maxOfSender: MAX_ARRIVING, maxInAll: MAX_ARRIVING_HERE })

  constructor(service: Pick<ServiceContext, 'database' | 'disk'>) {
    this.#service = service
  }

  /** Runs `receive` while there is room for one more file in this process. Throws DISK_FULL, UPLOADS_BUSY. */
  async hold<T>(tenantId: string, receive: () => Promise<T>): Promise<T> {
    await this.#service.disk.requireSpace()
    return this.#here.hold(tenantId, receive)
  }

  /** Begins the upload in `begin`, when the company, and all together, have room for it. Throws UPLOADS_BUSY. */
  take(tenantId: string, begin: (tx: Transaction) => Promise<void>): Promise<void> {
    return amongTenants(this.#service.database, tenantId, async tx => {
      // Counting and beginning are one step: of two at the same moment the second counts the first.
      await tx.run(`select pg_advisory_xact_lock(hashtext('sales.upload'))`)
      const { own, all } = await tx.get<{ own: number; all: number }>(
        `select count(*) filter (where tenant_id = $1)::int as own, count(*)::int as all
         from import_job where ${ARRIVING}`,
        [tenantId],
      )
      if (own >= MAX_ARRIVING) throw busy('of your company')
      if (all >= MAX_ARRIVING_IN_ALL) throw busy('of all companies')
      await begin(tx)
    })
  }

  /** The file as it comes. Throws DISK_FULL. */
  watched(stream: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    return this.#service.disk.watched(stream)
  }
}

function busy(whose: string) {
  const detail = `Wait until the files ${whose} that are arriving are there, then send this one again.`
  return problems.UPLOADS_BUSY(detail, { retryAfterSeconds: RETRY_AFTER_SECONDS })
}
