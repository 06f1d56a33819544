import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { secondFactorMessages } from './second-factor.messages.ts'

export function RecoveryCodes({ codes }: { codes: readonly string[] }): ReactNode {
  const t = useMessages(secondFactorMessages)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    setCopied(true)
  }
  return (
    <>
      <p>{t.codesText}</p>
      <ul className="account-codes">
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button onClick={() => void copy().catch(() => setCopied(false))}>
        <span role="status">{isCopied ? t.copied : t.copy}</span>
      </Button>
    </>
  )
}
