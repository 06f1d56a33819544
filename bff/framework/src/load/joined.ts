/** The same work asked for by many at once is done once: a caller that asks while it is being done gets what that comes to. */
export function joined<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let underWay: Promise<Value> | null = null
  return () => {
    underWay ??= work().finally(() => {
      underWay = null
    })
    return underWay
  }
}
