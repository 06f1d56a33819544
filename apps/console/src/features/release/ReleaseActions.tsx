import type { Release } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useMayRelease } from '../../ui/use-may-write.ts'
import { isInForce } from '../status/in-force.ts'
import { useBaseline } from '../status/use-status.ts'
import { AudienceDialog } from './AudienceDialog.tsx'
import { EditDialog } from './EditDialog.tsx'
import { releaseMessages } from './release.messages.ts'
import { type ReleaseStepName, stepsOf } from './release-step.ts'
import { StepDialog } from './StepDialog.tsx'
import { usePromotion } from './use-promotion.ts'

type Asked = ReleaseStepName | 'widen' | 'edit'

/** What can be done with a release in its state; nothing for who may only read. */
export function ReleaseActions({ release }: { release: Release }): ReactNode {
  const t = useMessages(releaseMessages)
  const mayWrite = useMayRelease(release.overlay)
  const promotion = usePromotion(release)
  const { data: present } = useBaseline()
  const [asked, setAsked] = useState<Asked | null>(null)
  if (!mayWrite) return null
  const steps = stepsOf(release, present !== undefined && isInForce(release.overlay, present.baseline))
  const isOpen = release.state === 'draft' || release.state === 'gray'
  const close = () => setAsked(null)
  return (
    <>
      {isOpen && <Button onClick={() => setAsked('edit')}>{t.edit}</Button>}
      {steps.includes('abort') && (
        <Button danger onClick={() => setAsked('abort')}>
          {release.state === 'draft' ? t.discard : t.abort}
        </Button>
      )}
      {steps.includes('rollback') && (
        <Button danger type="primary" onClick={() => setAsked('rollback')}>
          {t.rollback}
        </Button>
      )}
      {isOpen && <Button onClick={() => setAsked('widen')}>{t.widen}</Button>}
      {steps.includes('promote') && promotion !== 'wait' && (
        <Button type="primary" onClick={() => setAsked('promote')}>
          {t[`promote_${promotion}`]}
        </Button>
      )}
      {steps.includes('start') && (
        <Button type="primary" onClick={() => setAsked('start')}>
          {t.start}
        </Button>
      )}
      {asked === 'edit' && <EditDialog release={release} onClose={close} />}
      {asked === 'widen' && <AudienceDialog release={release} onClose={close} />}
      {asked !== null && asked !== 'edit' && asked !== 'widen' && (
        <StepDialog release={release} step={asked} onClose={close} />
      )}
    </>
  )
}
