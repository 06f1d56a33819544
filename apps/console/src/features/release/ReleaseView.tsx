import type { Release } from '@portico/release'
import { PageHeader, useMessages } from '@portico/shared-ui/react'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { BackLink } from '../../ui/BackLink.tsx'
import { Card } from '../../ui/Card.tsx'
import { useLocalText } from '../../ui/use-local-text.ts'
import { audienceMessages } from '../audience/audience.messages.ts'
import { summaryOf } from '../audience/use-audience-sentence.ts'
import { WhoGetsIt } from '../audience/WhoGetsIt.tsx'
import { LiveFigures } from '../figures/LiveFigures.tsx'
import { Incidents } from '../incidents/Incidents.tsx'
import { MemberListsPanel } from '../members/MemberLists.tsx'
import { PlanCard } from '../plan/PlanCard.tsx'
import { ReachCard } from '../reach/ReachCard.tsx'
import { isInForce } from '../status/in-force.ts'
import { useBaseline } from '../status/use-status.ts'
import { ReleaseTenants } from '../tenants/ReleaseTenants.tsx'
import { PromotionNotice } from './PromotionNotice.tsx'
import { ReleaseActions } from './ReleaseActions.tsx'
import { ReleaseFacts } from './ReleaseFacts.tsx'
import { ReleaseStateTag } from './ReleaseStateTag.tsx'
import { releaseMessages } from './release.messages.ts'
import { StepsPicture } from './StepsPicture.tsx'
import { Timeline } from './Timeline.tsx'

export function ReleaseView({ release }: { release: Release }): ReactNode {
  const t = useMessages(releaseMessages)
  const a = useMessages(audienceMessages)
  const localText = useLocalText()
  const hasRun = release.startedAt !== null
  const isOpen = release.state === 'draft' || release.state === 'gray'
  return (
    <div className="p-page con-page">
      <PageHeader
        back={<BackLink to="/releases">{t.back}</BackLink>}
        title={localText(release.title) || t.untitled}
        extra={<ReleaseStateTag state={release.state} />}
        subtitle={<span className="con-code">{release.id}</span>}
        actions={<ReleaseActions release={release} />}
      />
      <StepsPicture release={release} />
      <PlanCard release={release} />
      <PromotionNotice release={release} />
      <Superseded release={release} />
      {hasRun && <LiveFigures release={release} />}
      <div className="con-columns">
        <div className="con-column">
          <ReleaseFacts release={release} />
          <Card title={a.title} isPadded>
            <WhoGetsIt summary={summaryOf(release)} />
          </Card>
          {isOpen && <ReachCard release={release} />}
          <MemberListsPanel release={release} />
          {hasRun && <ReleaseTenants release={release} />}
        </div>
        <div className="con-column">
          {hasRun && <Incidents release={release} />}
          <Timeline release={release} />
        </div>
      </div>
    </div>
  )
}

/** Why a full release has no way back. */
function Superseded({ release }: { release: Release }): ReactNode {
  const t = useMessages(releaseMessages)
  const { data: present } = useBaseline()
  if (release.state !== 'full' || !present || isInForce(release.overlay, present.baseline)) return null
  return <Alert type="info" showIcon title={t.notInForce} />
}
