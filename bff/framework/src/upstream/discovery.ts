/** Where calls for a service go, and which revision of it answers there; the revision is part of every cache key. */
export interface Instance {
  service: string
  /** Without a slash at the end. */
  origin: string
  revision: string
}

/** Finds services at fixed addresses: `SALES_URL=http://127.0.0.1:7006`. */
export class Discovery {
  readonly #instances: ReadonlyMap<string, Instance>
  readonly #services: readonly string[]

  constructor(services: readonly string[], urls: Readonly<Record<string, string>>) {
    this.#services = services
    this.#instances = new Map(
      services.flatMap(service => {
        const url = urls[service]
        return url ? [[service, { service, origin: new URL(url).origin, revision: 'stable' }] as const] : []
      }),
    )
  }

  /** Null for a service nobody has told us about. */
  find(service: string): Instance | null {
    return this.#instances.get(service) ?? null
  }

  /** The services this gateway needs and cannot reach. */
  listMissing(): string[] {
    return this.#services.filter(service => !this.#instances.has(service))
  }
}
