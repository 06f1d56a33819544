/**
 * Calls every listener, though one throws: listeners are of many apps, and a fault of one is not to keep the others from what
 * they wait for. The window receives what was thrown, where it is reported as its app's.
 */
export function callEach<T>(listeners: Iterable<(value: T) => void>, value: T): void {
  for (const listener of [...listeners]) {
    try {
      listener(value)
    } catch (error) {
      reportError(error)
    }
  }
}
