/** A route, or as much of it as an address needs. */
interface Addressed {
  /** With `:name` for each of its parameters. */
  url: string
}

type Queried = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>

/** As `pathOf`, with what is asked behind the question mark: null and left out ask for nothing, commas join lists. */
export function targetOf(
  route: Addressed,
  { params, query = {} }: { params?: Readonly<Record<string, string>>; query?: Queried },
): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  return pathOf(route, params) + (search.size > 0 ? `?${search}` : '')
}

/** The address of a route with its parameters filled in. Throws where one is missing. */
export function pathOf({ url }: Addressed, params: Readonly<Record<string, string>> = {}): string {
  return url.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${url} needs ${name}`)
    return encodeURIComponent(value)
  })
}
