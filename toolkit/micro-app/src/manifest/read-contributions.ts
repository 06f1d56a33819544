import { contributionFolder } from '../contribution-folder.ts'
import { readDottedName } from '../declarations/read-declarations.ts'
import type { JsonReader } from '../json/json-reader.ts'
import type {
  BuiltContribution,
  ContributionFiles,
  ContributionSize,
  Manifest,
  SlotName,
} from '../manifest.ts'
import { readLocalText, readName, readPath, readTextField } from './read-texts.ts'

/** A contribution higher than that is a page. */
const MAX_HEIGHT = 2_000
const MAX_COLUMNS = 12
/** Of one app, in all slots. */
const MAX_CONTRIBUTIONS = 20

/** Of a manifest's `contributes`; nothing where that is absent. */
export function readContributions(reader: JsonReader): Pick<Manifest, 'contributes'> {
  if (reader.isAbsent) return {}
  const contributes = reader.list(readContribution)
  if (contributes.length > MAX_CONTRIBUTIONS) reader.fail(`at most ${MAX_CONTRIBUTIONS} contributions`)
  const ids = contributes.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) reader.fail(`one contribution ${twice}`)
  return { contributes }
}

/** What the build lists of it must be in `integrity`. */
export function listContributed({ contributes = [] }: Pick<Manifest, 'contributes'>): string[] {
  return contributes.flatMap(({ files }) => (files === undefined ? [] : [...files.css, ...files.modules]))
}

function readContribution(reader: JsonReader): BuiltContribution {
  const id = readName(reader.field('id'))
  const [permission, size, order] = [reader.field('permission'), reader.field('size'), reader.field('order')]
  const files = reader.field('files')
  return {
    slot: readSlot(reader.field('slot')),
    id,
    title: readLocalText(reader.field('title')),
    ...(permission.isAbsent ? {} : { permission: readTextField(permission) }),
    ...(size.isAbsent ? {} : { size: readSize(size) }),
    ...(order.isAbsent ? {} : { order: order.number() }),
    ...(files.isAbsent ? {} : { files: readFiles(files, contributionFolder(id)) }),
  }
}

/** Whose code it is its address says, and a copy of it has all of `modules`: it begins with nothing that is not its own. */
function readFiles(reader: JsonReader, folder: string): ContributionFiles {
  const readOwn = (path: JsonReader) => {
    const own = readPath(path)
    return own.startsWith(folder) ? own : path.fail(`a path below ${folder}`)
  }
  const files = {
    entry: readOwn(reader.field('entry')),
    css: reader.field('css').list(readOwn),
    preload: reader.field('preload').list(readOwn),
    modules: reader.field('modules').list(readOwn),
  }
  const missing = [files.entry, ...files.preload].find(path => !files.modules.includes(path))
  if (missing !== undefined) reader.field('modules').fail(`${missing} among them`)
  return files
}

/** Whether an app has it is looked at where the apps are known: at publish. */
function readSlot(reader: JsonReader): SlotName {
  return readDottedName(reader) as SlotName
}

function readSize(reader: JsonReader): ContributionSize {
  const [columns, maxHeight] = [reader.field('columns'), reader.field('maxHeight')]
  const height = readWhole(reader.field('height'), { to: MAX_HEIGHT })
  return {
    height,
    ...(maxHeight.isAbsent ? {} : { maxHeight: readWhole(maxHeight, { from: height, to: MAX_HEIGHT }) }),
    ...(columns.isAbsent ? {} : { columns: readWhole(columns, { to: MAX_COLUMNS }) }),
  }
}

function readWhole(reader: JsonReader, { from = 1, to }: { from?: number; to: number }): number {
  const value = reader.number()
  const fits = Number.isInteger(value) && value >= from && value <= to
  return fits ? value : reader.fail(`a whole number from ${from} to ${to}`)
}
