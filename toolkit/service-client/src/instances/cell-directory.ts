import type { TenantCell } from '@portico/release'

type Whereabouts = Pick<TenantCell, 'cell' | 'generation'>

/** Which cell each tenant is in, as far as it was moved; of two words about one, the newer move counts. */
export class CellDirectory {
  readonly #home: string
  readonly #moved = new Map<string, Whereabouts>()

  /** `home`: of tenants that are not in it. */
  constructor(home: string) {
    this.#home = home
  }

  of(tenantId: string | null): string {
    if (tenantId === null || this.#moved.size === 0) return this.#home
    return this.#moved.get(tenantId)?.cell ?? this.#home
  }

  /** True when it was not known. */
  note({ tenantId, cell, generation }: TenantCell): boolean {
    const known = this.#moved.get(tenantId)
    if (known && known.generation >= generation) return false
    this.#moved.set(tenantId, { cell, generation })
    return true
  }
}
