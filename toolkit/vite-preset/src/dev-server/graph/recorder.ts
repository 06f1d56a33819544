import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSchema } from '@portico/graph-codegen'
import { CallRecording, Pseudonyms } from '@portico/mocks'
import { DevError } from '../fault/dev-error.ts'

const NAME = /^[a-z][a-z0-9-]{0,49}$/
/** So that a process that is killed loses little. */
const WRITE_MS = 1_000

/** Writes the calls of a session into `mocks/<name>.yaml`, masked. */
export class Recorder {
  readonly recording: CallRecording
  readonly #path: string
  readonly #say: (line: string) => void
  #written = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /**
   * What may be kept as it came stands in `package.json`, `portico.recording.keep`. Faults: RECORDING_NAME, RECORDING_EXISTS,
   * SCHEMA_MISSING, APP_INVALID.
   */
  constructor(root: string, name: string, say: (line: string) => void) {
    this.#path = pathOf(root, name)
    this.#say = say
    this.recording = new CallRecording({
      provider: name,
      schema: readSchema(root),
      keep: new Set(readKeep(root)),
      // Of this recording alone: values cannot be tried out without its key, which is not kept.
      pseudonyms: new Pseudonyms(randomBytes(32)),
    })
  }

  /** A call was added. */
  added(): void {
    this.#timer ??= setTimeout(() => this.#write(), WRITE_MS)
  }

  /** Writes what is left, and says what there is. */
  close(): void {
    clearTimeout(this.#timer)
    this.#write()
    const { size, leftOut } = this.recording
    const rest = leftOut === 0 ? '' : `; ${leftOut} found no room in it`
    this.#say(size === 0 ? 'Nothing was recorded.' : `${size} calls stand in ${this.#path}${rest}.`)
  }

  #write(): void {
    this.#timer = undefined
    if (this.recording.size === this.#written) return
    this.#written = this.recording.size
    mkdirSync(dirname(this.#path), { recursive: true })
    const part = `${this.#path}.part`
    writeFileSync(part, this.recording.toYaml())
    renameSync(part, this.#path)
  }
}

function pathOf(root: string, name: string): string {
  if (!NAME.test(name))
    throw new DevError('RECORDING_NAME', {
      message: `${name} is no name of a recording.`,
      advice: 'Use lower-case letters, digits and hyphens, such as "first-orders".',
    })
  const path = join(root, 'mocks', `${name}.yaml`)
  if (!existsSync(path)) return path
  throw new DevError('RECORDING_EXISTS', {
    message: `${path} is there already.`,
    advice: 'Give another name, or remove that file first.',
  })
}

function readSchema(root: string) {
  const path = join(root, 'schema.graphql')
  if (!existsSync(path))
    throw new DevError('SCHEMA_MISSING', {
      message: `There is no ${path}, by which answers are masked.`,
      advice: 'Fetch the graph of the platform first: portico graph pull.',
    })
  try {
    return parseSchema(readFileSync(path, 'utf8'), path).schema
  } catch (cause) {
    const message = `${path} is no schema of a graph: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new DevError('APP_INVALID', { message, advice: 'Fetch it anew: portico graph pull.' }, { cause })
  }
}

function readKeep(root: string): string[] {
  const { portico } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    portico?: { recording?: { keep?: unknown } }
  }
  const keep = portico?.recording?.keep ?? []
  if (Array.isArray(keep) && keep.every((rule): rule is string => typeof rule === 'string')) return keep
  throw new DevError('APP_INVALID', {
    message: 'portico.recording.keep of package.json is no list of texts.',
    advice: 'Write it so: ["Order.status", "Product.*"].',
  })
}
