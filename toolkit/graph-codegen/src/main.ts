import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { DocumentError } from './document-error.ts'
import { isStale, write } from './generated-file.ts'
import { generateWorkspace, printGraph } from './workspace.ts'

const root = process.cwd()

try {
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({ options: { check: flag, sdl: flag } })
  if (values.sdl) console.log(printGraph(root))
  else await run(values.check)
} catch (error) {
  if (!(error instanceof DocumentError)) throw error
  fail(error)
}

async function run(isCheck: boolean): Promise<void> {
  const { files, errors } = await generateWorkspace(root)
  const stale = files.filter(isStale)
  for (const file of stale) {
    if (!isCheck) write(file)
    console.log(`${isCheck ? 'stale' : 'wrote'} ${relative(root, file.path)}`)
  }
  errors.forEach(fail)
  if (isCheck && stale.length > 0) {
    console.error('Run `pnpm graph` and commit what it writes.')
    process.exitCode = 1
  }
}

function fail(error: DocumentError): void {
  console.error(error.message)
  process.exitCode = 1
}
