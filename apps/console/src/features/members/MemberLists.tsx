import { type MemberList, memberLists, type Release } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Tabs } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Members } from './Members.tsx'
import { membersMessages } from './members.messages.ts'

/** The four lists of a release, the one looked at in full. */
export function MemberLists({ release }: { release: Release }): ReactNode {
  const t = useMessages(membersMessages)
  const { integer } = useFormats()
  const [list, setList] = useState<MemberList>('allow')
  return (
    <Card title={t.title}>
      <Tabs
        className="con-tabs"
        activeKey={list}
        onChange={key => setList(memberLists.find(each => each === key) ?? 'allow')}
        items={memberLists.map(each => ({
          key: each,
          label: `${t[each]} (${integer(release.lists[each].count)})`,
          children: <Members key={each} release={release} list={each} />,
        }))}
      />
    </Card>
  )
}
