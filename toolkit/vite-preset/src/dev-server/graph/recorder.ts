import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSchema } from '@portico/graph-codegen'
import { CallRecording, MockError, Pseudonyms, RecordingFile, readKeepRules } from '@portico/mocks'
import { DevError } from '../fault/dev-error.ts'

const NAME = /^[a-z][a-z0-9-]{0,49}$/

/** A recording of a session's calls, and the file that it is kept in. */
export interface Recorder {
  recording: CallRecording
  file: RecordingFile
}

/**
 * Writes the calls of a session into `mocks/<name>.yaml`, masked. What may be kept as it came stands in `package.json`,
 * `portico.recording.keep`. Faults: RECORDING_NAME, RECORDING_EXISTS, SCHEMA_MISSING, APP_INVALID.
 */
export function openRecorder(root: string, name: string, say: (line: string) => void): Recorder {
  const path = pathOf(root, name)
  const recording = new CallRecording({
    provider: name,
    schema: readSchema(root),
    keep: readKeep(root),
    // Of this recording alone: values cannot be tried out without its key, which is not kept.
    pseudonyms: new Pseudonyms(randomBytes(32)),
  })
  return { recording, file: new RecordingFile(recording, { reserve: () => path, say }) }
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

function readKeep(root: string): Set<string> {
  try {
    return readKeepRules(root)
  } catch (cause) {
    if (!(cause instanceof MockError)) throw cause
    const advice = 'Write portico.recording.keep so: ["Order.status", "Product.*"].'
    throw new DevError('APP_INVALID', { message: cause.message, advice }, { cause })
  }
}
