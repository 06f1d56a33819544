import { useLocale, useShell } from '@portico/micro-app/vue'
import { type ExportFormat, saveExport } from '@portico/shared-ui'
import { onScopeDispose, shallowRef } from 'vue'

export interface ExportedList {
  /** Such as `/api/exports/stock`. */
  path: string
  /** As the list has it. */
  filter: Record<string, string>
}

type ExportState =
  | { step: 'IDLE' | 'DONE' }
  | { step: 'RUNNING'; bytes: number }
  | { step: 'FAILED'; format: ExportFormat; error: unknown }

/** One export at a time; it ends with the page that began it. */
export function useExport(list: () => ExportedList) {
  const { graph } = useShell()
  const locale = useLocale()
  const state = shallowRef<ExportState>({ step: 'IDLE' })
  let running: AbortController | null = null
  onScopeDispose(() => running?.abort())

  async function start(format: ExportFormat): Promise<void> {
    running?.abort()
    running = new AbortController()
    const { signal } = running
    const show = (next: ExportState) => {
      if (!signal.aborted) state.value = next
    }
    show({ step: 'RUNNING', bytes: 0 })
    try {
      await saveExport(
        { ...list(), format, locale: locale.value },
        {
          fetch: (address, init) => graph.fetch(address, init),
          signal,
          onBytes: bytes => show({ step: 'RUNNING', bytes }),
        },
      )
      show({ step: 'DONE' })
    } catch (error) {
      show({ step: 'FAILED', format, error })
    }
  }
  function cancel() {
    running?.abort()
    state.value = { step: 'IDLE' }
  }
  return { state, start, cancel }
}
