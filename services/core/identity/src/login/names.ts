/** A name typed in other letter case, with spaces around or in full-width forms is the same name. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

/**
 * In the place of the tenant of a slug that no tenant has: it has no rows, and takes its turn at the database as a tenant
 * does, beside those of other slugs. So how many of its log-ins are looked at in the same moment does not give a slug away.
 */
export function strangerTenant(slug: string): string {
  return `stranger ${slug}`
}
