import type { ArtifactFile } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { artifactsMessages } from './artifacts.messages.ts'

const SHOWN_AT_FIRST = 30

/** Biggest first, for that is what people look for. */
export function ArtifactFiles({ files }: { files: ArtifactFile[] }): ReactNode {
  const t = useMessages(artifactsMessages)
  const { fileSize, integer } = useFormats()
  const [isAllShown, setAllShown] = useState(false)
  const sorted = files.toSorted((a, b) => b.sizeBytes - a.sizeBytes)
  const shown = isAllShown ? sorted : sorted.slice(0, SHOWN_AT_FIRST)
  return (
    <Card title={t.files} extra={<span className="con-faint">{integer(files.length)}</span>}>
      <ScrollTable label={t.files}>
        <thead>
          <tr>
            <th scope="col">{t.path}</th>
            <th scope="col" className="p-cell-number">
              {t.size}
            </th>
            <th scope="col">{t.integrity}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ path, sizeBytes, integrity }) => (
            <tr key={path}>
              <th scope="row" className="con-path">
                {path}
              </th>
              <td className="p-cell-number">{fileSize(sizeBytes)}</td>
              <td>
                <code className="con-code" title={integrity}>
                  {integrity.slice(0, 24)}…
                </code>
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {shown.length < files.length && (
        <div className="con-more">
          <Button size="small" onClick={() => setAllShown(true)}>
            {t.showAll(integer(files.length))}
          </Button>
        </div>
      )}
    </Card>
  )
}
