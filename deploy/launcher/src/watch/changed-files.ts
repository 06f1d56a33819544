import { type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'

/** An editor that saves writes several times, and often more than one file. */
const SETTLE_MS = 60
/** Installed, built or generated while running, temporary, or of tests alone: none of it changes what runs. */
const OTHER =
  /(?:^|\/)(?:node_modules|dist|test|testing|\.[^./][^/]*)(?:\/|$)|\.(?:test|spec)\.tsx?$|~$|\.(?:swp|tmp|timestamp-.*)$/

/**
 * Calls `onChange` with the files, each named as its folder was given, once no other has changed for a moment. Returns what ends
 * it. A folder that cannot be watched is reported to `onError`.
 */
export function watchFolders(
  folders: readonly { name: string; path: string }[],
  onChange: (files: string[]) => void,
  onError: (error: Error) => void,
): () => void {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const note = (file: string) => {
    if (OTHER.test(file)) return
    changed.add(file)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const files = [...changed]
      changed.clear()
      onChange(files)
    }, SETTLE_MS)
  }
  const watchers: FSWatcher[] = folders.map(({ name, path }) =>
    watch(path, { recursive: true }, (_, file) => file !== null && note(join(name, file))).on(
      'error',
      onError,
    ),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
