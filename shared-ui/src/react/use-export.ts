import { useLocale, useShell } from '@portico/micro-app/react'
import { useEffect, useRef, useState } from 'react'
import { type ExportFormat, type ExportRequest, saveExport } from '../export/save-export.ts'

export type ExportState =
  | { step: 'IDLE' }
  | { step: 'RUNNING'; bytes: number }
  | { step: 'DONE' }
  | { step: 'FAILED'; format: ExportFormat; error: unknown }

/** One export at a time; it ends with the page that began it. */
export function useExport({ path, filter }: Pick<ExportRequest, 'path' | 'filter'>) {
  const { graph } = useShell()
  const locale = useLocale()
  const [state, setState] = useState<ExportState>({ step: 'IDLE' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = async (format: ExportFormat): Promise<void> => {
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    const show = (next: ExportState) => !abort.signal.aborted && setState(next)
    show({ step: 'RUNNING', bytes: 0 })
    try {
      await saveExport(
        { path, filter, format, locale },
        {
          fetch: (address, init) => graph.fetch(address, init),
          signal: abort.signal,
          onBytes: bytes => show({ step: 'RUNNING', bytes }),
        },
      )
      show({ step: 'DONE' })
    } catch (error) {
      show({ step: 'FAILED', format, error })
    }
  }
  const cancel = () => {
    running.current?.abort()
    setState({ step: 'IDLE' })
  }
  return { state, start, cancel }
}
