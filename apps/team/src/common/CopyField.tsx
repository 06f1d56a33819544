import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { teamMessages } from './team.messages.ts'

interface CopyFieldProps {
  value: string
  label: string
  /** On the button. */
  copy: string
  /** Said when it is done. */
  copied: string
}

/** An address to take elsewhere: by the button, or by hand where the browser does not let it. */
export function CopyField({ value, label, copy, copied }: CopyFieldProps): ReactNode {
  const words = useMessages(teamMessages)
  const { notify } = useShell()
  const toClipboard = () =>
    navigator.clipboard.writeText(value).then(
      () => notify.success(copied),
      () => notify.error(words.notCopied),
    )
  return (
    <div className="team-link">
      <Input readOnly value={value} aria-label={label} onFocus={event => event.target.select()} />
      <Button onClick={() => void toClipboard()}>{copy}</Button>
    </div>
  )
}
