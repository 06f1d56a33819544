import type { JsonReader } from '../json/json-reader.ts'
import type { Manifest } from '../manifest.ts'

/** Of a manifest; nothing where it names no isolation. A frame is neither shown in slots nor bound to a sandbox. */
export function readIsolation(reader: JsonReader): Pick<Manifest, 'isolation'> {
  const field = reader.field('isolation')
  if (field.isAbsent) return {}
  const isolation = field.string(/^(?:sandbox|frame)$/, 'sandbox or frame')
  if (isolation !== 'frame') return { isolation: 'sandbox' }
  for (const name of ['contributes', 'classic'])
    if (!reader.field(name).isAbsent) reader.field(name).fail('nothing, for the app is in a frame')
  return { isolation: 'frame' }
}
