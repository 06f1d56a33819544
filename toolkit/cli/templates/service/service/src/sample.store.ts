import type { Sample, SampleChange } from '@portico/samples-contract'
import { problems, type Transaction, versionConflict } from '@portico/service-kit'

const COLUMNS = 'id, name, version'

/** Of one tenant, inside one transaction. */
export class SampleStore {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  listByIds(ids: readonly string[]): Promise<Sample[]> {
    return this.#tx.list<Sample>(
      `select ${COLUMNS} from sample where tenant_id = $1 and id = any($2) order by id`,
      [this.#tenantId, ids],
    )
  }

  /** Makes it where there is none; else `version` must be the one it has. Throws NOT_FOUND, VERSION_CONFLICT. */
  async put(id: string, version: number | null, { name }: SampleChange): Promise<Sample> {
    const known = await this.#tx.find<Sample>(
      `select ${COLUMNS} from sample where tenant_id = $1 and id = $2 for update`,
      [this.#tenantId, id],
    )
    if (known === null && version !== null) throw problems.NOT_FOUND(`There is no sample ${id}.`)
    if (known !== null && known.version !== version) throw versionConflict(known.version)
    return this.#tx.get<Sample>(
      `insert into sample as known (tenant_id, id, name) values ($1, $2, $3)
       on conflict (tenant_id, id) do update
         set name = excluded.name, version = known.version + 1, updated_at = now()
       returning ${COLUMNS}`,
      [this.#tenantId, id, name],
    )
  }
}
