/** Of everything that is invalidated for a tenant, whatever it is: by it an answer knows that it may be too old to keep. */
export const ANY_WRITE = '*'
/** Of every answer of a tenant; invalidated when an operator drops them. */
export const ALL_ANSWERS = '~'

/** Of all that was read from a service. */
export function serviceTag(service: string): string {
  return `~${service}`
}

export function operationTag(name: string): string {
  return `~operation ${name}`
}

/**
 * What is invalidated with these tags: answers know the services they were read from, not the ids, for a list is another one
 * after any write. The name of a service is a tag too.
 */
export function widened(tags: readonly string[]): string[] {
  // A tag of services is wide already.
  const services = tags.filter(tag => !tag.startsWith('~')).map(tag => serviceTag(serviceOf(tag)))
  // First: what is stored by the epochs of its tags must have seen this one.
  return [...new Set([ANY_WRITE, ...tags, ...services])]
}

/** `product.Product:p1` -> `product`. */
function serviceOf(tag: string): string {
  return tag.split(/[.:]/, 1)[0] ?? tag
}
