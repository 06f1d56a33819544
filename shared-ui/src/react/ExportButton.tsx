import { CloseOutlined, DownloadOutlined } from '@ant-design/icons'
import { useLocale } from '@portico/micro-app/react'
import { Button, Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { exportMessages } from '../export/export.messages.ts'
import { formatFileSize } from '../format/file-size.ts'
import { useMessages } from './language.ts'
import { useErrorText } from './use-error-text.ts'
import { type ExportState, useExport } from './use-export.ts'

interface ExportButtonProps {
  /** Such as `/api/exports/orders`. */
  path: string
  /** As the list has it. */
  filter: Record<string, string | null | undefined>
  /** What will be in the file, such as `512 documents`; empty while it is not known. */
  count: string
}

const FORMATS = ['csv', 'xlsx'] as const

/** Saves what a list has filtered, in the form chosen; shows how far it is, lets it be cancelled, and says how it ended. */
export function ExportButton({ path, filter, count }: ExportButtonProps): ReactNode {
  const t = useMessages(exportMessages)
  const { state, start, cancel } = useExport({ path, filter })
  const items = FORMATS.map(key => ({ key, label: t.as(t[key], count) }))
  const choose = ({ key }: { key: string }) => {
    const format = FORMATS.find(known => known === key)
    if (format) void start(format)
  }
  return (
    <span className="p-export">
      {state.step === 'RUNNING' ? (
        <RunningExport bytes={state.bytes} onCancel={cancel} />
      ) : (
        <Dropdown menu={{ items, onClick: choose }} trigger={['click']}>
          <Button icon={<DownloadOutlined aria-hidden />} aria-haspopup="menu">
            {t.export}
          </Button>
        </Dropdown>
      )}
      <ExportEnd state={state} onRetry={start} />
    </span>
  )
}

function RunningExport({ bytes, onCancel }: { bytes: number; onCancel: () => void }): ReactNode {
  const t = useMessages(exportMessages)
  const locale = useLocale()
  return (
    <>
      <span className="p-export-progress">{t.running(formatFileSize(locale, bytes))}</span>
      <Button
        icon={<CloseOutlined aria-hidden />}
        aria-label={t.cancel}
        title={t.cancel}
        onClick={onCancel}
      />
    </>
  )
}

interface ExportEndProps {
  state: ExportState
  onRetry: (format: 'csv' | 'xlsx') => void
}

function ExportEnd({ state, onRetry }: ExportEndProps): ReactNode {
  const t = useMessages(exportMessages)
  const textOf = useErrorText()
  if (state.step !== 'FAILED') {
    return (
      <span role="status" className="p-hidden">
        {state.step === 'DONE' && t.done}
      </span>
    )
  }
  return (
    <span role="alert" className="p-export-failed">
      {t.failed}: {textOf(state.error)}{' '}
      <Button type="link" size="small" onClick={() => onRetry(state.format)}>
        {t.retry}
      </Button>
    </span>
  )
}
