const segment = '[\\w@~+-][\\w@~+.-]*'
const file = new RegExp(`^(?:${segment}/)*${segment}$`)
const whole = new RegExp(`^[a-z][a-z0-9-]*/[0-9A-Za-z][\\w.+-]*/(?:${segment}/)*${segment}$`)

/** Whether an artifact may have a file of this name. No segment begins with a dot, so no path leads out of its artifact. */
export function isArtifactFile(path: string): boolean {
  return file.test(path)
}

/** The same for `<name>/<version>/<file>`. */
export function isArtifactPath(path: string): boolean {
  return whole.test(path)
}
