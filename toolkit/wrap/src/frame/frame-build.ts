import { posix } from 'node:path'
import { leadUrls } from '../css/bundle-css.ts'
import type { Folder } from '../source/folder.ts'
import { isNoBuild, pagesBelow } from '../source/given-folder.ts'
import { Problems, WrapError } from '../source/problems.ts'
import { framePage } from './frame-page.ts'
import { leadFrameScript } from './frame-scripts.ts'

export interface FrameBuild {
  files: Map<string, Buffer>
  /** Name of the file that holds the document. */
  entry: string
  title: string | null
}

/** No artifact holds a document, so the page's is a text; the gateway alone makes a document of it, under its own policy. */
const PAGE_FILE = 'portico-page.txt'
const SCRIPT = /\.m?js$/

/**
 * A finished build as it is, for a frame: its scripts run as they were built. Only addresses that were absolute are led to the
 * files of the build. Throws WrapError.
 */
export function frameBuild(folder: Folder, isCarried: (file: string) => boolean): FrameBuild {
  const problems = new Problems()
  if (isNoBuild(folder, problems)) throw new WrapError(problems.list)
  if (!folder.has('index.html'))
    problems.add(
      'WRAP_NO_PAGE',
      '',
      `The folder has no index.html, and a frame shows a page.${pagesBelow(folder)}`,
    )
  const page = folder.has('index.html') ? framePage('index.html', { folder, problems }) : null
  const files = new Map<string, Buffer>()
  for (const [file, content] of folder.files) {
    if (!isCarried(file)) continue
    if (SCRIPT.test(file)) files.set(file, Buffer.from(leadFrameScript(file, { folder, problems })))
    else if (file.endsWith('.css')) files.set(file, Buffer.from(leadSheet(file, folder)))
    else files.set(file, content)
  }
  if (page === null || problems.list.length > 0) throw new WrapError(problems.list)
  files.set(PAGE_FILE, Buffer.from(page.html))
  return { files, entry: PAGE_FILE, title: page.title }
}

function leadSheet(file: string, folder: Folder): string {
  const from = posix.dirname(file)
  return leadUrls(folder.text(file), { from }, from, folder)
}
