/** Names of values that no log may hold, as they end; `-`, `_` and case are left out. */
const SECRET_NAME =
  /(?:password|passwords|passwd|passphrase|secret|secrets|token|tokens|cookie|cookies|authorization|apikey|privatekey|credential|credentials|signature)$/
const HIDDEN = '[redacted]'
const MAX_DEPTH = 6
const MAX_ENTRIES = 100
const MAX_CAUSES = 5

/** Facts as a log line may hold them: secrets by name hidden at any depth, errors as text with their stack, an end to size. */
export function loggable(facts: object): Record<string, unknown> {
  const entries = Object.entries(facts).map(([name, value]) => {
    // Fastify's own lines name errors `err`.
    return [name === 'err' ? 'cause' : name, isSecret(name, value) ? HIDDEN : clean(value, 1)]
  })
  return Object.fromEntries(entries)
}

/** Secrets inside of text, such as an error's message that quotes an address. Keeps JSON valid. */
export function withoutSecrets(line: string): string {
  return line
    .replace(/:\/\/[^\s"\\/@]{1,300}@/g, `://${HIDDEN}@`)
    .replace(/\b(bearer|basic) [\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`)
    .replace(/([?&](?:token|secret|password|code|access_token|id_token)=)[^\s"\\&]+/gi, `$1${HIDDEN}`)
    .replace(/\bptk_[\w-]{6,}/g, HIDDEN)
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value
  if (value instanceof Error) return describeError(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth >= MAX_DEPTH) return '[deeper]'
  if (Array.isArray(value)) return value.slice(0, MAX_ENTRIES).map(one => clean(one, depth + 1))
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return Object.fromEntries(
    entries
      .slice(0, MAX_ENTRIES)
      .map(([name, inner]) => [name, isSecret(String(name), inner) ? HIDDEN : clean(inner, depth + 1)]),
  )
}

/** `hasPassword: true` and `tokens: 3` say nothing. */
function isSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false
  const plain = name.replace(/[-_]/g, '').toLowerCase()
  return SECRET_NAME.test(plain) && !(typeof value === 'number' && plain.endsWith('s'))
}

function describeError(error: Error): string {
  const texts: string[] = []
  for (let cause: unknown = error; cause !== undefined && texts.length < MAX_CAUSES; ) {
    texts.push(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))
    cause = cause instanceof Error ? cause.cause : undefined
  }
  return texts.join('\ncaused by: ')
}
