import type { Contribution, ContributionSize, Manifest, SlotName } from '../manifest.ts'
import type { JsonReader } from './json-reader.ts'
import { ManifestError } from './manifest-error.ts'
import { readLocalText, readName, readTextField } from './read-texts.ts'

const SLOTS: Record<SlotName, true> = { 'workbench.card': true, 'order.panel': true, 'topbar.action': true }
/** A contribution higher than that is a page. */
const MAX_HEIGHT = 2_000
const MAX_COLUMNS = 12

/** Of a manifest's `contributes`; nothing where that is absent. */
export function readContributions(reader: JsonReader): Pick<Manifest, 'contributes'> {
  if (reader.isAbsent) return {}
  const contributes = reader.list(readContribution)
  const ids = contributes.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined)
    throw new ManifestError('MANIFEST_INVALID', 'contributes', `expected one contribution ${twice}`)
  return { contributes }
}

function readContribution(reader: JsonReader): Contribution {
  const [permission, size, order] = [reader.field('permission'), reader.field('size'), reader.field('order')]
  return {
    slot: readSlot(reader.field('slot')),
    id: readName(reader.field('id')),
    title: readLocalText(reader.field('title')),
    ...(permission.isAbsent ? {} : { permission: readTextField(permission) }),
    ...(size.isAbsent ? {} : { size: readSize(size) }),
    ...(order.isAbsent ? {} : { order: order.number() }),
  }
}

function readSlot(reader: JsonReader): SlotName {
  const name = reader.string()
  return isSlot(name) ? name : reader.fail(`one of the slots ${Object.keys(SLOTS).join(', ')}`)
}

function isSlot(name: string): name is SlotName {
  return Object.hasOwn(SLOTS, name)
}

function readSize(reader: JsonReader): ContributionSize {
  const columns = reader.field('columns')
  const height = readWhole(reader.field('height'), MAX_HEIGHT)
  return columns.isAbsent ? { height } : { height, columns: readWhole(columns, MAX_COLUMNS) }
}

function readWhole(reader: JsonReader, max: number): number {
  const value = reader.number()
  return Number.isInteger(value) && value > 0 && value <= max
    ? value
    : reader.fail(`a whole number from 1 to ${max}`)
}
