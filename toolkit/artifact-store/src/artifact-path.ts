const SEGMENT = '[\\w@~+-][\\w@~+.-]*'
const file = new RegExp(`^(?:${SEGMENT}/)*${SEGMENT}$`)
const whole = new RegExp(`^[a-z][a-z0-9-]*/[0-9A-Za-z][\\w.+-]*/(?:${SEGMENT}/)*${SEGMENT}$`)

/** Whether an artifact may have a file of this name. No segment begins with a dot, so no path leads out of its artifact. */
export function isArtifactFile(path: string): boolean {
  return file.test(path)
}

/** The same for `<name>/<version>/<file>`. */
export function isArtifactPath(path: string): boolean {
  return whole.test(path)
}
