import { CloudUploadOutlined, LoadingOutlined } from '@ant-design/icons'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { importMessages } from './import.messages.ts'
import { useImportErrorText } from './use-import-error-text.ts'
import { useUpload } from './use-upload.ts'

export function UploadBox(): ReactNode {
  const t = useMessages(importMessages)
  const textOf = useImportErrorText()
  const navigate = useNavigate()
  const upload = useUpload()
  const input = useRef<HTMLInputElement>(null)
  const send = (files: File[]) => {
    if (files.length === 0 || upload.isPending) return
    upload.mutate(files, { onSuccess: id => navigate(`/import/${id}`) })
  }
  const { isOver, ...drop } = useDrop(send)
  return (
    <section className="sales-drop" data-over={isOver} {...drop} aria-busy={upload.isPending}>
      {upload.isPending ? (
        <Uploading files={upload.variables} />
      ) : (
        <>
          <CloudUploadOutlined className="sales-drop-icon" aria-hidden />
          <h2 className="sales-drop-title">{t.dropTitle}</h2>
          <p className="sales-hint">{t.dropText}</p>
          <Button type="primary" onClick={() => input.current?.click()}>
            {t.choose}
          </Button>
        </>
      )}
      {upload.isError && <Alert type="error" showIcon title={textOf(upload.error)} />}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".csv,.txt,.tsv,.tab,.xlsx,text/csv"
        aria-label={t.choose}
        onChange={event => {
          send([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </section>
  )
}

/** How far an upload is cannot be asked of fetch, so its size stands for it. */
function Uploading({ files }: { files: File[] }): ReactNode {
  const t = useMessages(importMessages)
  const { fileSize } = useFormats()
  const [file] = files
  if (!file) return null
  return (
    <div role="status">
      <LoadingOutlined className="sales-drop-icon" aria-hidden />
      <p>{files.length > 1 ? t.joining : t.uploading(file.name, fileSize(file.size))}</p>
    </div>
  )
}

function useDrop(onFiles: (files: File[]) => void) {
  const [isOver, setOver] = useState(false)
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      onFiles([...event.dataTransfer.files])
    },
  }
}
