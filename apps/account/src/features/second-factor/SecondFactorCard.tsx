import { DateText, ErrorState, StatusTag, useMessages } from '@portico/shared-ui/react'
import { Button, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import type { AccountSecondFactorQuery } from '../../graph/graph.generated.ts'
import { RenewDialog, SwitchOffDialog } from './ProofDialogs.tsx'
import { RequireSwitch } from './RequireSwitch.tsx'
import { SetUpDialog } from './SetUpDialog.tsx'
import { secondFactorMessages } from './second-factor.messages.ts'
import { useSecondFactor } from './use-second-factor.ts'
import './second-factor.css'

type Asked = 'set-up' | 'renew' | 'off'

export function SecondFactorCard(): ReactNode {
  const t = useMessages(secondFactorMessages)
  const factor = useSecondFactor()
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  return (
    <section className="p-card account-card" aria-labelledby="account-second-factor">
      <h2 id="account-second-factor">{t.title}</h2>
      <p className="account-hint">{t.hint}</p>
      {factor.isPending && <Skeleton active title={false} aria-label={t.loading} />}
      {factor.isError && !factor.data && (
        <ErrorState error={factor.error} onRetry={() => factor.refetch()} isRetrying={factor.isFetching} />
      )}
      {factor.data && <FactorStatus factor={factor.data} onAsk={setAsked} />}
      {asked === 'set-up' && <SetUpDialog onClose={close} />}
      {asked === 'renew' && <RenewDialog onClose={close} />}
      {asked === 'off' && <SwitchOffDialog onClose={close} />}
    </section>
  )
}

interface FactorStatusProps {
  factor: AccountSecondFactorQuery['secondFactor']
  onAsk: (asked: Asked) => void
}

function FactorStatus({ factor, onAsk }: FactorStatusProps): ReactNode {
  const t = useMessages(secondFactorMessages)
  const { isOn, isRequired, confirmedAt, recoveryCodesLeft } = factor
  return (
    <>
      {isRequired && <p>{t.required}</p>}
      {isOn && confirmedAt ? (
        <p>
          <StatusTag tone="success">{t.onSince}</StatusTag> <DateText instant={confirmedAt} hasTime /> ·{' '}
          {t.codesLeft(recoveryCodesLeft)}
        </p>
      ) : (
        <p>
          <StatusTag tone="neutral">{t.off}</StatusTag>
        </p>
      )}
      <div className="account-buttons">
        {isOn ? (
          <>
            <Button onClick={() => onAsk('renew')}>{t.renew}</Button>
            <Button danger onClick={() => onAsk('off')}>
              {t.switchOff}
            </Button>
          </>
        ) : (
          <Button type="primary" onClick={() => onAsk('set-up')}>
            {t.setUp}
          </Button>
        )}
      </div>
      <RequireSwitch isRequired={isRequired} />
    </>
  )
}
