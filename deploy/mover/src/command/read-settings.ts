import { SERVICE_NAMES } from '@portico/service-contract/services'
import { TOOL_SETTINGS } from '@portico/settings'
import { readSettingFiles } from '@portico/settings/check'
import { MoveFault } from '../faults/move-fault.ts'

interface MoverSettings {
  cells: ReadonlyMap<string, string>
  url: string
  /** Empty: none is set. */
  token: string
}

type Env = Record<string, string | undefined>

/** `PORTICO_CELLS`, `PORTICO_URL` and `PORTICO_TOKEN`, or files of those names with `_FILE`. Throws BAD_SETTING, SETTING_REQUIRED. */
export function readMoverSettings(given: Env): MoverSettings {
  const { env, faults } = readSettingFiles(given, SERVICE_NAMES)
  const [fault] = faults
  if (fault) throw new MoveFault(fault.code, fault.message)
  const { PORTICO_CELLS: cells, PORTICO_URL: url, PORTICO_TOKEN: token = '' } = env
  return { cells: readCells(cells ?? ''), url: url || TOOL_SETTINGS.PORTICO_URL.default, token }
}

/** Cell -> URL. A URL is not repeated, for it holds a password. */
function readCells(text: string): Map<string, string> {
  const entries = text.split(',').map(entry => entry.trim())
  const cells = new Map(entries.filter(entry => entry !== '').map(toCell))
  if (cells.size > 1) return cells
  throw new MoveFault(
    'SETTING_REQUIRED',
    'PORTICO_CELLS must name at least two cells: home=postgresql://...,east=postgresql://...',
  )
}

function toCell(entry: string): [string, string] {
  const [, cell = '', url = ''] = /^([a-z][a-z0-9-]{0,31})=(postgres(?:ql)?:\/\/.+)$/.exec(entry) ?? []
  if (URL.canParse(url)) return [cell, url]
  throw new MoveFault(
    'BAD_SETTING',
    'PORTICO_CELLS must be cells with the URLs of their databases: home=postgresql://...,east=postgresql://...; commas in a password are written %2C.',
  )
}
